using TapeFlows.Backup.Sources;
using TapeFlows.Catalog;
using TapeFlows.Operations;
using TapeFlows.Operations.Executors;
using TapeFlows.Operations.Host;
using TapeFlows.Scenarios.Host;
using TapeFlows.Tape.Virtual;

// A node in a process that can be killed: the tests that do so are OperationKillTests in TapeFlows.Scenarios.
//   FOLDER    has the library, the catalog and the source
//   KEY       of the write that it enqueues, or finds enqueued, and waits for
//   STEP      stands still for ever before this step (a call of the catalog, an operation of a drive, or the telling of an end, from 1); 0: never
// Or FOLDER, 'cluster', the connection string of a PostgreSQL database and a name: one of several nodes (ClusterKillTests).
var (folder, key) = (args[0], args[1]);
if (key == "cluster")
{
    await ClusterNode.RunAsync(folder, args[2], args[3]);
    return;
}

var steps = new Steps(args[2]);
using var library = new SteppingLibrary(VirtualLibrary.Open(Path.Combine(folder, "library")), steps);
await using var catalog = await CatalogDatabase.OpenAsync(CatalogOptions.InFolder(folder), TimeProvider.System);
var site = new TapeSite
{
    Catalog = SteppingCatalog.Around(catalog, steps),
    Library = library,
    Clock = TimeProvider.System,
    SpoolFolder = Path.Combine(folder, "spool"),
    BlockSize = 4096,
    SegmentSize = 128 * 1024,
    BufferBytes = 16 * 4096,
};
var options = new OperationsOptions { Database = CatalogOptions.InFolder(folder), LeaseTime = TimeSpan.FromSeconds(3), SweepInterval = TimeSpan.FromSeconds(1) };
await using var node = await new OperationsNode(options, site, isPersistent: true, new EndsFile(Path.Combine(folder, "ends"), steps)).StartAsync();
var operation = await node.Operations.EnqueueAsync(new OperationRequest
{
    Key = key,
    Run = key,
    Kind = OperationKind.Write,
    Waiter = "the test",
    Data = OperationJson.Text(new WriteRequest { Sources = new SourceOptions { Roots = [Path.Combine(folder, "source")] } }),
});
Console.WriteLine($"begins {operation.Id}");
while (operation is { DeliveredAt: null })
{
    await Task.Delay(100);
    operation = (await node.Operations.GetAsync(operation.Id))!;
}

Console.WriteLine($"ends {operation.State} after {steps.Count}: {operation.Problem ?? operation.Result}");
