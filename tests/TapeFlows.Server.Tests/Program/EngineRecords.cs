using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace TapeFlows.Server.Tests.Program;

/// <summary>What the engine's database says, read beside the program.</summary>
/// <param name="program">Whose.</param>
/// <param name="postgres">The PostgreSQL database; null: the file in the data folder.</param>
internal sealed class EngineRecords(Tapeflows program, string? postgres = null)
{
    /// <summary>The instances of a definition: how each stands.</summary>
    public Task<List<string>> InstancesAsync(string definitionId) =>
        QueryAsync("""SELECT "SubStatus" FROM {0}"WorkflowInstances" WHERE "DefinitionId" = @value ORDER BY "CreatedAt" """, definitionId);

    /// <summary>What the journals of a definition's instances say of a kind of activity, in order.</summary>
    public Task<List<string>> JournalAsync(string definitionId, string activityType) => QueryAsync(
        """SELECT "EventName" FROM {0}"WorkflowExecutionLogRecords" WHERE "WorkflowDefinitionId" = @value AND "ActivityType" = '{1}' ORDER BY "Timestamp", "Sequence" """, definitionId, activityType);

    /// <summary>Waits until the instances are as they should be.</summary>
    public async Task<List<string>> WaitForAsync(string definitionId, Predicate<List<string>> isReached)
    {
        List<string> instances = [];
        await Eventually.TrueAsync(
            async () => isReached(instances = await InstancesAsync(definitionId)),
            $"what the instances of '{definitionId}' should be",
            () => Task.FromResult<object?>(string.Join(", ", instances.DefaultIfEmpty("none"))));
        return instances;
    }

    private async Task<List<string>> QueryAsync(string sql, string value, string activityType = "")
    {
        await using DbConnection connection = postgres is null
            ? new SqliteConnection($"Data Source={Path.Combine(program.Data, "engine.db")};Mode=ReadOnly;Pooling=False")
            : new NpgsqlConnection(postgres + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Only constants are put together.
        command.CommandText = string.Format(System.Globalization.CultureInfo.InvariantCulture, sql, postgres is null ? "" : "\"Elsa\".", activityType);
#pragma warning restore CA2100
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@value", value);
        command.Parameters.Add(parameter);
        var found = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            found.Add(reader.GetString(0));
        return found;
    }
}
