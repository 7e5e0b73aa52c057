using TapeFlows.Backup;
using TapeFlows.Catalog;
using TapeFlows.Scenarios.Faults;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Operations.Host;

/// <summary>One of several nodes that share a PostgreSQL database and a library. Its drives assert that they are used by the protocol.</summary>
public static class ClusterNode
{
    /// <summary>The node; who only asks and enqueues does not start it.</summary>
    /// <param name="folder">Has the library.</param>
    /// <param name="connection">The database of the catalog, the operations and their queue.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="catalog">The catalog there.</param>
    /// <param name="library">The library of the folder, as this process has it open.</param>
    public static OperationsNode Create(string folder, string connection, string name, ICatalog catalog, ITapeLibrary library)
    {
        var site = new TapeSite
        {
            Catalog = catalog,
            Library = library,
            Clock = TimeProvider.System,
            SpoolFolder = Path.Combine(folder, "spool " + name),
            BlockSize = 4096,
            SegmentSize = 128 * 1024,
            BufferBytes = 16 * 4096,
        };
        var options = new OperationsOptions { Database = DatabaseAt(connection), Node = name, LeaseTime = TimeSpan.FromSeconds(3), SweepInterval = TimeSpan.FromSeconds(1) };
        options.DeviceTrouble[Resilience.DeviceTrouble.Busy] = new() { Attempts = 1000, Delay = TimeSpan.FromMilliseconds(200), MaxDelay = TimeSpan.FromSeconds(1) };
        return new OperationsNode(options, site, isPersistent: true);
    }

    public static CatalogOptions DatabaseAt(string connection) => new() { Provider = CatalogProvider.PostgreSql, ConnectionString = connection };

    public static ITapeLibrary LibraryOf(string folder) => new StrictLibrary(VirtualLibrary.Open(Path.Combine(folder, "library")));

    /// <summary>Works until it is killed, or its input ends.</summary>
    internal static async Task RunAsync(string folder, string connection, string name)
    {
        using var library = LibraryOf(folder);
        await using var catalog = await CatalogDatabase.OpenAsync(DatabaseAt(connection), TimeProvider.System);
        await using var node = await Create(folder, connection, name, catalog, library).StartAsync();
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
    }
}
