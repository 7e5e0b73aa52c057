using TapeFlows.Backup;
using TapeFlows.Backup.Restore;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Sources;
using TapeFlows.Backup.Verify;
using TapeFlows.Backup.Volumes;
using TapeFlows.Catalog;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Scenarios;

/// <summary>A whole installation in a temporary folder: source tree, virtual library, catalog.</summary>
internal sealed class House : IAsyncDisposable
{
    private readonly DirectoryInfo _root;

    private House(DirectoryInfo root, VirtualLibrary library, CatalogDatabase catalog)
    {
        _root = root;
        Library = library;
        Catalog = catalog;
    }

    public string Root => _root.FullName;

    public string Source => Path.Combine(Root, "source");

    public VirtualLibrary Library { get; }

    public CatalogDatabase Catalog { get; }

    public static async Task<House> BuildAsync(long capacity, int blockSize = 1024 * 1024, int cartridges = 8)
    {
        var root = Directory.CreateTempSubdirectory("tapeflows-");
        var library = VirtualLibrary.Create(
            Path.Combine(root.FullName, "library"),
            new VirtualLibraryOptions { Slots = cartridges, Drives = 2, Capacity = capacity, MaxBlockSize = Math.Max(blockSize, 4096) });
        var catalog = await CatalogDatabase.OpenAsync(CatalogOptions.InFolder(root.FullName), TimeProvider.System);
        Directory.CreateDirectory(Path.Combine(root.FullName, "source"));
        return new House(root, library, catalog);
    }

    public BackupRequest Request(Func<BackupRequest, BackupRequest>? with = null)
    {
        var request = new BackupRequest
        {
            Sources = new SourceOptions { Roots = [Source] },
            SpoolFolder = Path.Combine(Root, "spool"),
        };
        return with?.Invoke(request) ?? request;
    }

    public async Task<BackupResult> BackUpAsync(Func<BackupRequest, BackupRequest>? with = null, CancellationToken cancellationToken = default)
    {
        await using var session = new LibrarySession(Library, Catalog, TimeProvider.System);
        return await new BackupRun(Catalog, session, TimeProvider.System).ExecuteAsync(Request(with), null, cancellationToken);
    }

    /// <summary>Where restores go.</summary>
    public string Target => Path.Combine(Root, "target");

    /// <summary>Where the source stands below it.</summary>
    public string Restored => Target + Source;

    public async Task<RestoreReport> RestoreAsync(RestoreRequest request, CancellationToken cancellationToken = default)
    {
        await using var session = new LibrarySession(Library, Catalog, TimeProvider.System);
        return await new RestoreRun(Catalog, session, TimeProvider.System).ExecuteAsync(request, null, null, cancellationToken);
    }

    public async Task<VerifyReport> VerifyAsync(Func<VerifyRun, Task<VerifyReport>> run)
    {
        await using var session = new LibrarySession(Library, Catalog, TimeProvider.System);
        return await run(new VerifyRun(Catalog, session, TimeProvider.System));
    }

    /// <summary>The recording of a cartridge, to be damaged.</summary>
    public string DataOf(string barcode) =>
        Directory.EnumerateFiles(Path.Combine(Root, "library"), "data.tap", SearchOption.AllDirectories).Single(path => Path.GetFileName(Path.GetDirectoryName(path)) == barcode);

    public async ValueTask DisposeAsync()
    {
        await Catalog.DisposeAsync();
        Library.Dispose();
        // Restored trees have names and depths that .NET does not take.
        StockTool.Run("/", "rm", "-rf", Root);
    }
}
