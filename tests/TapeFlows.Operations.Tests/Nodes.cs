using TapeFlows.Backup;
using TapeFlows.Catalog;
using TapeFlows.Operations.Host;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Changers;

namespace TapeFlows.Operations.Tests;

/// <summary>Nodes for tests: on cartridges in memory, with short leases.</summary>
internal static class Nodes
{
    public static OperationsOptions Options(CatalogOptions database, string node = "a") =>
        new() { Database = database, Node = node, LeaseTime = TimeSpan.FromSeconds(4), SweepInterval = TimeSpan.FromSeconds(1) };

    public static TapeSite Site(ICatalog catalog, ITapeLibrary? library = null) => new()
    {
        Catalog = catalog,
        Library = library ?? Library(),
        Clock = TimeProvider.System,
        SpoolFolder = Path.GetTempPath(),
        BlockSize = 4096,
        SegmentSize = 128 * 1024,
        BufferBytes = 16 * 4096,
    };

    public static MemoryLibrary Library(int drives = 2) =>
        new(Enumerable.Range(1, 8).Select(number => new MemoryCartridge($"TF{number:d4}L8", capacity: 4 << 20)), drives, maxBlockSize: 4096);

    public static OperationRequest Request(string key = "k", OperationKind kind = OperationKind.Label, string? drive = null) =>
        new() { Key = key, Kind = kind, Run = "run of " + key, Drive = drive, Waiter = "somebody" };

    public static Task<OperationEnd> Done => Task.FromResult(new OperationEnd(OperationOutcome.Done));
}
