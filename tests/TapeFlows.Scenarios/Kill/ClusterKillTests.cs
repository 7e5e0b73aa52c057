using System.Diagnostics;
using System.Globalization;
using TapeFlows.Backup;
using TapeFlows.Backup.Sources;
using TapeFlows.Catalog;
using TapeFlows.Operations;
using TapeFlows.Operations.Executors;
using TapeFlows.Operations.Host;
using TapeFlows.Scenarios.Proof;
using TapeFlows.Tape.Virtual;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace TapeFlows.Scenarios.Kill;

/// <summary>
/// Two or three nodes share a PostgreSQL database and a library with two drives, and write one backup after the other. Whoever is at work is killed (SIGKILL), and started again later: another
/// one goes on behind the last committed segment. In the end each write has succeeded with one set, whole, and no two have ever written on one volume at once: drives that assert their protocol,
/// pieces side by side, every block read and summed again. 2 kills among 2 nodes; <c>TAPEFLOWS_NODE_KILLS</c> and <c>TAPEFLOWS_NODES</c> say other numbers.
/// </summary>
public sealed class ClusterKillTests(PostgresServer server)
{
    private const int Ahead = 4;
    private static readonly OperationQuery Open = new() { States = [OperationState.Queued, OperationState.Running], Take = 1000 };
    private static readonly int Kills = Setting("TAPEFLOWS_NODE_KILLS", 2);
    private static readonly int Nodes = Setting("TAPEFLOWS_NODES", 2);

    [Fact]
    public async Task What_a_killed_node_was_at_goes_on_elsewhere_and_no_two_write_on_one_volume()
    {
        var folder = Directory.CreateTempSubdirectory("tapeflows-cluster-").FullName;
        var cluster = new Dictionary<string, Process>(StringComparer.Ordinal);
        try
        {
            var library = new VirtualLibraryOptions { Slots = 60, Drives = 2, Capacity = (1 << 20) * (1L + (Kills / 4)), MaxBlockSize = 4096 };
            VirtualLibrary.Create(Path.Combine(folder, "library"), library).Dispose();
            var connection = await server.CreateDatabaseAsync();
            await using var catalog = await CatalogDatabase.OpenAsync(ClusterNode.DatabaseAt(connection), TimeProvider.System);
            for (var i = 0; i < Nodes; i++)
                await StartAsync(cluster, folder, connection, $"node{i}");
            var writes = new List<(Guid Id, string Source)>();
            var ended = new HashSet<string>(StringComparer.Ordinal);
            using (var shared = ClusterNode.LibraryOf(folder))
            await using (var desk = ClusterNode.Create(folder, connection, "desk", catalog, shared))
            {
                var operations = desk.Operations;
                var random = new Random(4711);
                for (var kill = 0; kill < Kills; kill++)
                {
                    var (writing, victim) = await FindWriterAsync(operations, writes, ended, folder, random);
                    await Task.Delay(random.Next(300));
                    TestContext.Current.TestOutputHelper?.WriteLine($"Kill {kill + 1}: {victim}, {writes.Count} writes so far.");
                    await cluster[victim].KillAndWaitAsync();
                    cluster.Remove(victim, out var killed);
                    killed!.Dispose();
                    // The first one stays away until others have ended what it was at.
                    if (kill == 0)
                        Assert.NotEqual(victim, (await EndAsync(operations, writing, ended)).Node);
                    await StartAsync(cluster, folder, connection, victim);
                }

                foreach (var (id, _) in writes)
                    await EndAsync(operations, id, ended);
                await Eventually.TrueAsync(async () => (await operations.ListAsync(Open)).Count == 0, "every volume put back", async () => string.Join('\n', await operations.ListAsync(Open)));
                await ProveAsync(operations, catalog, folder, writes);
            }
        }
        finally
        {
            foreach (var node in cluster.Values)
            {
                await node.KillAndWaitAsync();
                node.Dispose();
            }

            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Waits until a node writes; there is always more to write than nodes.</summary>
    private static async Task<(Guid Write, string Node)> FindWriterAsync(IOperations operations, List<(Guid Id, string Source)> writes, HashSet<string> ended, string folder, Random random)
    {
        (Guid, string)? found = null;
        await Eventually.TrueAsync(
            async () =>
            {
                await EndRunsAsync(operations, ended);
                var open = (await operations.ListAsync(Open)).Where(operation => operation.Kind == OperationKind.Write).ToList();
                for (var i = open.Count; i < Ahead; i++)
                    writes.Add(await EnqueueAsync(operations, folder, writes.Count, random));
                var running = open.Where(operation => operation is { State: OperationState.Running, Node: not null }).ToList();
                // After a kill its row says that it runs until somebody takes it over.
                if (running.Count > 0 && running[random.Next(running.Count)] is { Progress.Bytes: > 0 } one)
                    found = (one.Id, one.Node!);
                return found is not null;
            },
            "a node that writes",
            async () => string.Join('\n', await operations.ListAsync(Open)));
        return found!.Value;
    }

    private static async Task<(Guid, string)> EnqueueAsync(IOperations operations, string folder, int number, Random random)
    {
        var source = Path.Combine(folder, "source", number.ToString(CultureInfo.InvariantCulture));
        SourceTree.Make(source, random, files: 30, largest: 120_000);
        var key = $"write {number}";
        var request = new WriteRequest { Sources = new SourceOptions { Roots = [source] } };
        return ((await operations.EnqueueAsync(new OperationRequest { Key = key, Run = key, Kind = OperationKind.Write, Data = OperationJson.Text(request) })).Id, source);
    }

    /// <summary>A run that is over puts its volume back, as a workflow does at its end; until then it keeps its drive.</summary>
    private static async Task EndRunsAsync(IOperations operations, HashSet<string> ended)
    {
        foreach (var write in await operations.ListAsync(new OperationQuery { States = [OperationState.Succeeded], Take = 1000 }))
        {
            if (write.Kind == OperationKind.Write && ended.Add(write.Run))
                await operations.EndRunAsync(write.Run);
        }
    }

    private static async Task<Operation> EndAsync(IOperations operations, Guid id, HashSet<string> ended)
    {
        Operation? seen = null;
        await Eventually.TrueAsync(
            async () =>
            {
                await EndRunsAsync(operations, ended);
                return (seen = await operations.GetAsync(id))!.State.IsEnd();
            },
            "the end of a write",
            () => Task.FromResult<object?>(seen));
        Assert.True(seen!.State == OperationState.Succeeded, $"{seen.Key} ended {seen.State}: {seen.Problem}");
        return seen;
    }

    private static async Task ProveAsync(IOperations operations, CatalogDatabase catalog, string folder, List<(Guid Id, string Source)> writes)
    {
        using var library = ClusterNode.LibraryOf(folder);
        var proof = await TapeProof.ReadAsync(library, catalog);
        proof.AssertSound();
        var sets = (await catalog.ListSetsAsync(new SetQuery { Take = 1000 })).ToDictionary(set => set.Id);
        Assert.Equal(writes.Count, sets.Count);
        await SetProof.AssertVisibleFilesReadAsync(catalog, proof);
        var attempts = 0;
        foreach (var (id, source) in writes)
        {
            var write = (await operations.GetAsync(id))!;
            await SetProof.AssertIsTreeAsync(catalog, sets[write.ResultAs<WriteResult>()!.SetId], source);
            attempts += write.Attempts;
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{Nodes} nodes, {Kills} kills: {writes.Count} writes in {attempts} attempts, each with one set, whole.");
    }

    private static async Task StartAsync(Dictionary<string, Process> cluster, string folder, string connection, string name)
    {
        var host = Path.Combine(AppContext.BaseDirectory, "TapeFlows.Operations.Host");
        var start = new ProcessStartInfo(host, [folder, "cluster", connection, name]) { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        cluster[name] = Process.Start(start)!;
        Assert.Equal("ready", await cluster[name].SayAsync($"the start of {name}", TimeSpan.FromMinutes(10)));
    }

    private static int Setting(string name, int usual) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var value) ? value : usual;
}
