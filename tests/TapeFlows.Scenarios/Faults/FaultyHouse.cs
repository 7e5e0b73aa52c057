using TapeFlows.Backup;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Sources;
using TapeFlows.Backup.Volumes;
using TapeFlows.Catalog;
using TapeFlows.Scenarios.Proof;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Drives.Faults;

namespace TapeFlows.Scenarios.Faults;

/// <summary>A small installation on cartridges in memory, made anew for each fault from one source tree and one empty catalog.</summary>
internal sealed class FaultyHouse : IAsyncDisposable
{
    private const int BlockSize = 4096;
    private readonly DirectoryInfo _folder;
    private readonly CatalogDatabase _catalog;
    private readonly MemoryLibrary _library;
    private readonly string _source;

    private FaultyHouse(DirectoryInfo folder, CatalogDatabase catalog, string source)
    {
        _folder = folder;
        _catalog = catalog;
        _source = source;
        // Three of these hold the source; the others are there for what a fault makes necessary.
        _library = new MemoryLibrary(
            Enumerable.Range(1, 10).Select(number => new MemoryCartridge($"TF{number:d4}L8", capacity: 132 * 1024)), maxBlockSize: BlockSize);
    }

    /// <param name="folder">Where; removed at the end.</param>
    /// <param name="emptyCatalog">A catalog file to begin with.</param>
    /// <param name="source">The tree to back up.</param>
    public static async Task<FaultyHouse> BuildAsync(DirectoryInfo folder, string emptyCatalog, string source)
    {
        var options = CatalogOptions.InFolder(folder.FullName);
        File.Copy(emptyCatalog, options.Path);
        return new FaultyHouse(folder, await CatalogDatabase.OpenAsync(options, TimeProvider.System), source);
    }

    public ICatalog Catalog => _catalog;

    /// <summary>Backs up; every operation of every drive is counted, and struck, by a plan.</summary>
    public async Task<BackupResult> BackUpAsync(FaultPlan plan, BackupType type)
    {
        using var library = new StrictLibrary(new FaultingLibrary(_library, plan, new ImpatientTime()));
        await using var session = new LibrarySession(library, _catalog, TimeProvider.System);
        var request = new BackupRequest
        {
            Sources = new SourceOptions { Roots = [_source] },
            Type = type,
            BlockSize = BlockSize,
            SegmentSize = 80 * 1024,
            BufferBytes = BlockSize * 16,
            Readers = 1,
            SpoolFolder = Path.Combine(_folder.FullName, "spool"),
        };
        return await new BackupRun(_catalog, session, TimeProvider.System).ExecuteAsync(request);
    }

    public Task<TapeProof> ReadBackAsync() => TapeProof.ReadAsync(_library, _catalog);

    public async ValueTask DisposeAsync()
    {
        await _catalog.DisposeAsync();
        _library.Dispose();
        _folder.Delete(recursive: true);
    }

    /// <summary>Slow operations are slow for the drive only.</summary>
    private sealed class ImpatientTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : dueTime, period);
    }
}
