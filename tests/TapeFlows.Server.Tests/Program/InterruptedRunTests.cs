using Microsoft.Data.Sqlite;

namespace TapeFlows.Server.Tests.Program;

/// <summary>A run whose process is killed.</summary>
public sealed class InterruptedRunTests : IDisposable
{
    private readonly Tapeflows _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task A_killed_run_is_recorded_as_cancelled_and_the_next_command_works_and_does_not_continue_it()
    {
        var source = _program.MakeSource("source", ("small", 10));
        await FillAsync(Path.Combine(source, "large"), 20);
        using (var process = _program.Start("backup", source, "--compression", "gzip"))
        {
            using var held = await HeldCatalog.WhileWritingAsync(_program);
            await process.KillAndWaitAsync();
        }

        var mark = Assert.Single(Directory.GetFiles(Path.Combine(_program.Data, "runs")));
        var ended = _program.Run("backup", _program.MakeSource("other", ("a", 10))).WithCode(0);

        Assert.Contains("was interrupted", ended.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(_program.Data, "runs")));
        Assert.Equal(("Finished", "Cancelled", 1L), Stored(Path.GetFileNameWithoutExtension(mark)));
        Assert.Equal(["complete", "incomplete"], _program.Run("sets", "--json").Json.EnumerateArray().Select(set => set.GetProperty("state").GetString()));
        Assert.DoesNotContain("interrupted", _program.Run("backup", _program.MakeSource("third", ("a", 10))).WithCode(0).Error, StringComparison.Ordinal);
    }

    private (string Status, string SubStatus, long Incidents) Stored(string instance)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_program.Data, "engine.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """SELECT "Status", "SubStatus", "IncidentCount" FROM "WorkflowInstances" WHERE "Id" = $id""";
        command.Parameters.AddWithValue("$id", instance);
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return (reader.GetString(0), reader.GetString(1), reader.GetInt64(2));
    }

    private static async Task FillAsync(string path, int mebibytes)
    {
        var block = new byte[1 << 20];
        new Random(1).NextBytes(block);
        await using var file = File.Create(path);
        for (var i = 0; i < mebibytes; i++)
            await file.WriteAsync(block);
    }
}
