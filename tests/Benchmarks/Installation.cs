using TapeFlows.Backup;
using TapeFlows.Backup.Restore;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Sources;
using TapeFlows.Backup.Volumes;
using TapeFlows.Catalog;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Benchmarks;

/// <summary>The product as it comes: virtual library, SQLite catalog, default block size, segment size and ring.</summary>
internal sealed class Installation : IAsyncDisposable
{
    private readonly VirtualLibrary _library;
    private readonly CatalogDatabase _catalog;
    private readonly bool _isKept;

    private Installation(string folder, VirtualLibrary library, CatalogDatabase catalog, bool isKept = false)
    {
        _isKept = isKept;
        Folder = folder;
        _library = library;
        _catalog = catalog;
    }

    public string Folder { get; }

    public static async Task<Installation> BuildAsync(string folder)
    {
        var library = VirtualLibrary.Create(Path.Combine(folder, "library"), new VirtualLibraryOptions { Slots = 4, Drives = 1 });
        return new Installation(folder, library, await CatalogDatabase.OpenAsync(CatalogOptions.InFolder(folder), TimeProvider.System));
    }

    /// <summary>One that another process has built. It stays.</summary>
    public static async Task<Installation> OpenAsync(string folder) =>
        new(folder, VirtualLibrary.Open(Path.Combine(folder, "library")), await CatalogDatabase.OpenAsync(CatalogOptions.InFolder(folder), TimeProvider.System), isKept: true);

    public async Task<BackupResult> BackUpAsync(string source, BackupType type)
    {
        await using var session = new LibrarySession(_library, _catalog, TimeProvider.System);
        var request = new BackupRequest
        {
            Sources = new SourceOptions { Roots = [source] },
            Type = type,
            SpoolFolder = Path.Combine(Folder, "spool"),
        };
        return await new BackupRun(_catalog, session, TimeProvider.System).ExecuteAsync(request);
    }

    /// <param name="target">Where to.</param>
    /// <param name="path">Only this file; <see langword="null"/>: everything.</param>
    /// <param name="whenMounted">Called when the volume is in the drive and ready.</param>
    public async Task<RestoreReport> RestoreAsync(string target, string? path = null, Action? whenMounted = null)
    {
        await using var session = new LibrarySession(_library, _catalog, TimeProvider.System);
        foreach (var volume in await _catalog.ListVolumesAsync())
            await session.ReturnAsync(await session.ForReadingAsync(volume.Barcode, CancellationToken.None), CancellationToken.None);
        whenMounted?.Invoke();
        var request = new RestoreRequest { Target = target, Paths = path is null ? [] : [path] };
        var report = await new RestoreRun(_catalog, session, TimeProvider.System).ExecuteAsync(request);
        return report.LostCount == 0 ? report : throw new InvalidOperationException($"{report.LostCount} files were lost, the first: {report.Lost[0]}");
    }

    /// <summary>Closes it and frees its disk space, unless it was there before.</summary>
    public async ValueTask DisposeAsync()
    {
        await _catalog.DisposeAsync();
        _library.Dispose();
        if (!_isKept)
            Directory.Delete(Folder, recursive: true);
    }
}
