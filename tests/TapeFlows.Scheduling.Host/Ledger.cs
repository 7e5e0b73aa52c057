using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace TapeFlows.Scheduling.Host;

/// <summary>What an engine would keep in its database, cut down to what scheduling can be judged by: who waits, and what was begun how often.</summary>
public sealed class Ledger(string connectionString)
{
    private const string Begin = "INSERT INTO begun VALUES (@p0, @p1, @p2, @p3)";

    /// <summary>Whether the database is PostgreSQL; SQLite otherwise.</summary>
    public bool IsPostgres { get; } = connectionString.Contains("Host=", StringComparison.OrdinalIgnoreCase);

    /// <summary>How the database is reached.</summary>
    public string ConnectionString { get; } = connectionString;

    /// <summary>Makes the tables.</summary>
    public async Task CreateAsync()
    {
        await ExecuteAsync("CREATE TABLE IF NOT EXISTS waiting (id TEXT PRIMARY KEY)");
        await ExecuteAsync("CREATE TABLE IF NOT EXISTS starters (activity TEXT PRIMARY KEY)");
        await ExecuteAsync("CREATE TABLE IF NOT EXISTS begun (id TEXT NOT NULL, what TEXT NOT NULL, node TEXT NOT NULL, at TEXT NOT NULL)");
    }

    /// <summary>An instance waits at a bookmark.</summary>
    public Task WaitAsync(string bookmark) => ExecuteAsync("INSERT INTO waiting VALUES (@p0)", bookmark);

    /// <summary>Takes something that is there once: of several at the same time one gets it.</summary>
    public async Task<bool> TakeAsync(string what) => await ExecuteAsync("INSERT INTO waiting VALUES (@p0) ON CONFLICT DO NOTHING", what) == 1;

    /// <summary>Whether an instance waits at a bookmark.</summary>
    public async Task<bool> IsWaitingAsync(string bookmark) => (await ReadAsync("SELECT id FROM waiting WHERE id = @p0", bookmark)).Count > 0;

    /// <summary>A workflow is started by an activity.</summary>
    public Task AddTriggerAsync(string activity) => ExecuteAsync("INSERT INTO starters VALUES (@p0)", activity);

    /// <summary>A workflow is no longer started by an activity.</summary>
    public Task RemoveTriggerAsync(string activity) => ExecuteAsync("DELETE FROM starters WHERE activity = @p0", activity);

    /// <summary>The activities that start workflows.</summary>
    public async Task<string[]> TriggersAsync() => (await ReadAsync("SELECT activity FROM starters")).ToArray();

    /// <summary>Whether something was begun.</summary>
    public async Task<bool> IsBegunAsync(string id) => (await ReadAsync("SELECT id FROM begun WHERE id = @p0", id)).Count > 0;

    /// <summary>Everything that was begun, as often as it was.</summary>
    public async Task<string[]> BegunAsync(string what) => (await ReadAsync("SELECT id FROM begun WHERE what = @p0 ORDER BY at", what)).ToArray();

    /// <summary>The nodes that began something.</summary>
    public async Task<string[]> NodesAsync() => (await ReadAsync("SELECT DISTINCT node FROM begun")).ToArray();

    /// <summary>Something is begun.</summary>
    public Task BeginAsync(string id, string what, string node) =>
        ExecuteAsync(Begin, id, what, node, DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture));

    /// <summary>An instance goes on at a bookmark, which is burnt with it: both or neither, as the engine commits.</summary>
    public async Task ResumeAsync(string bookmark, string node)
    {
        await using var connection = await OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var burn = Command(connection, "DELETE FROM waiting WHERE id = @p0", bookmark);
        await using var begin = Command(connection, Begin, bookmark, "resume", node, DateTimeOffset.UtcNow.ToString("O", CultureInfo.InvariantCulture));
        (burn.Transaction, begin.Transaction) = (transaction, transaction);
        if (await burn.ExecuteNonQueryAsync() == 1)
            await begin.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
    }

    /// <summary>Reads the first column.</summary>
    public async Task<List<string>> ReadAsync(string sql, params string[] values)
    {
        await using var connection = await OpenAsync();
        await using var command = Command(connection, sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!);
        return rows;
    }

    private async Task<int> ExecuteAsync(string sql, params string[] values)
    {
        await using var connection = await OpenAsync();
        await using var command = Command(connection, sql, values);
        return await command.ExecuteNonQueryAsync();
    }

    private async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = IsPostgres ? new NpgsqlConnection(ConnectionString) : new SqliteConnection(ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static DbCommand Command(DbConnection connection, string sql, params string[] values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are those of this file.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"p{i}");
            parameter.Value = values[i];
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
