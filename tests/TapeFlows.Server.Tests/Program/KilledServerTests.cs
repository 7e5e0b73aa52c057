using TapeFlows.Backup;
using TapeFlows.Catalog;
using TapeFlows.Operations;
using TapeFlows.Server.Data;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Virtual;
using TapeFlows.Testing;

namespace TapeFlows.Server.Tests.Program;

/// <summary>A server that is killed while a workflow of it writes: the operation goes on behind its last committed segment, and the workflow with it.</summary>
public sealed class KilledServerTests(PostgresServer postgres) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly Tapeflows _program = new();
    private readonly Tapeflows _other = new();

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _program.Dispose();
        _other.Dispose();
    }

    [Fact]
    public async Task The_next_start_goes_on()
    {
        Set(_program, new Settings());
        await using (var served = await Served.StartAsync(_program))
            await KillWhileWritingAsync(served);
        await using var again = await Served.StartAsync(_program);
        await AssertGoesOnAsync(Environment.MachineName);
    }

    [Fact]
    public async Task Another_server_goes_on_that_has_the_same_drives()
    {
        var database = await postgres.CreateDatabaseAsync();
        var shared = new Settings
        {
            Catalog = new CatalogSettings { Provider = CatalogProvider.PostgreSql, ConnectionString = database },
            Library = new LibrarySettings { Path = Path.Combine(_program.Data, "library") },
            Operations = new OperationSettings { LeaseSeconds = 3, SweepSeconds = 1 },
        };
        Set(_program, shared with { Node = "one" });
        Set(_other, shared with { Node = "other" });
        await using var served = await Served.StartAsync(_program);
        await using var other = await Served.StartAsync(_other);
        await KillWhileWritingAsync(served, other);
        await AssertGoesOnAsync(expectedNode: null);
    }

    private static void Set(Tapeflows program, Settings settings)
    {
        Directory.CreateDirectory(program.Data);
        SettingsFile.Write(new DataFolder(program.Data), settings with { Backup = new BackupSettings { SegmentSize = new ByteSize(8 << 20), Compression = "gzip" } });
    }

    /// <summary>Starts the workflow on the first, and kills whichever does its write.</summary>
    private async Task KillWhileWritingAsync(params Served[] servers)
    {
        var source = _program.MakeSource("source", ("small", 10));
        await FillAsync(Path.Combine(source, "large"), 300);
        _program.Run("workflows", "import", FlowFile.Write(_program, "save", FlowFile.Endpoint("save", "POST"), FlowFile.Answer("'ok'"), FlowFile.FullBackup(source), FlowFile.WriteLine("saved"))).WithCode(0);
        await EventuallyAsync(async () => (await servers[0].SendAsync(HttpMethod.Post, "/workflows/save")).Status == 201);
        await using var catalog = await OpenAsync();
        await EventuallyAsync(async () => (await catalog.ListSetsAsync(new SetQuery())).Any(set => set is { State: not SetState.Complete, Pieces: > 1 }));
        var writer = servers.Length > 1 && (await WriteAsync())!.Value.Node == "other" ? servers[1] : servers[0];
        await writer.KillAsync();
    }

    private async Task AssertGoesOnAsync(string? expectedNode)
    {
        await using var catalog = await OpenAsync();
        await EventuallyAsync(async () => (await catalog.ListSetsAsync(new SetQuery())) is [{ State: SetState.Complete }]);
        await EventuallyAsync(async () => (await WriteAsync())!.Value.State == OperationState.Succeeded);
        var write = (await WriteAsync())!.Value;
        Assert.Equal(2, write.Attempts);
        Assert.Equal(expectedNode ?? write.Node, write.Node);
        // The workflow has come to its end behind it, and put the volume back.
        using var library = VirtualLibrary.Open(Path.Combine(_program.Data, "library"));
        await EventuallyAsync(() => Task.FromResult(library.Inventory().All(element => element is not { Kind: ElementKind.Drive, IsFull: true })));
        var verified = _program.Run("verify", "--json").WithCode(0).Json;
        Assert.Equal(0, verified.GetProperty("damaged").GetInt64());
    }

    private Task<CatalogDatabase> OpenAsync() => CatalogDatabase.OpenAsync(Settings.Catalog.ToOptions(new DataFolder(_program.Data), _ => null), TimeProvider.System);

    private Settings Settings => SettingsFile.Read(new DataFolder(_program.Data));

    // As the store has it: the servers are other processes.
    private async Task<(OperationState State, string? Node, int Attempts)?> WriteAsync()
    {
        const string Query = "SELECT state, node, attempts FROM operations WHERE kind = 3";
        await using System.Data.Common.DbConnection connection = Settings.Catalog is { Provider: CatalogProvider.PostgreSql, ConnectionString: { } database }
            ? new Npgsql.NpgsqlConnection(database)
            : new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_program.Data, "engine.db")};Mode=ReadOnly;Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = Query;
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? ((OperationState)reader.GetInt32(0), await reader.IsDBNullAsync(1) ? null : reader.GetString(1), reader.GetInt32(2)) : null;
    }

    private static async Task FillAsync(string path, int mebibytes)
    {
        var block = new byte[1 << 20];
        new Random(1).NextBytes(block);
        await using var file = File.Create(path);
        for (var i = 0; i < mebibytes; i++)
            await file.WriteAsync(block);
    }

    private static Task EventuallyAsync(Func<Task<bool>> condition, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string what = "") =>
        Eventually.TrueAsync(condition, what, patience: Patience);
}
