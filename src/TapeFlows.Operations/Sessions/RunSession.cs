using TapeFlows.Backup.Streaming;
using TapeFlows.Backup.Volumes;
using TapeFlows.Operations.Leases;

namespace TapeFlows.Operations.Sessions;

/// <summary>
/// What one run has in its hands on this node between its operations: drives with volumes in them, and their leases. One operation at a time uses it.
/// </summary>
internal sealed class RunSession : IAsyncDisposable
{
    private readonly LeasedLibrary _library;
    private Lease? _operation;

    public RunSession(TapeSite site, LeaseKeeper leases, OperationsOptions options)
    {
        _library = new LeasedLibrary(site.Library, leases, [.. options.Drives]);
        Site = site with { Library = _library, Catalog = new FencedCatalog(site.Catalog, FirstLost) };
        Library = new LibrarySession(_library, Site.Catalog, site.Clock);
        LastUsed = site.Clock.GetTimestamp();
    }

    /// <summary>Held by the operation at work.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>What it works with: catalog and library refuse once a lease is lost.</summary>
    public TapeSite Site { get; }

    public LibrarySession Library { get; }

    /// <summary>What an operation has left for the next one.</summary>
    public object? Memory { get; set; }

    /// <summary>The run is over: whoever uses the session last closes it.</summary>
    public bool IsOver { get; set; }

    /// <summary>Whether another operation of the run came while it was in use.</summary>
    public bool IsWanted { get; set; }

    /// <summary>How often something became free for others.</summary>
    public int Releases => _library.Releases;

    /// <summary>In ticks of the clock.</summary>
    public long LastUsed { get; private set; }

    /// <summary>Whether there is anything that a later operation could go on from: a volume in its hands, or something known.</summary>
    public bool IsOfUse => _library.Held.Any() || Library.Preferred is not null || Memory is not null;

    /// <summary>Adds to reports on the work the drive that it is done in.</summary>
    public IProgress<ProgressReport> NameDrives(IProgress<ProgressReport> reports) => new NamedDrives(reports, _library);

    /// <summary>An operation begins to work with it.</summary>
    public void Begin(Lease operation) => (_operation, IsWanted) = (operation, false);

    /// <summary>It has ended.</summary>
    public void End()
    {
        _operation = null;
        LastUsed = Site.Clock.GetTimestamp();
    }

    /// <summary>The first lease that is lost.</summary>
    public Lease? FirstLost() => _operation is { IsHeld: false } lost ? lost : _library.Held.FirstOrDefault(lease => !lease.IsHeld);

    /// <summary>Puts every volume back, unless a lease is lost: then nothing is touched any more.</summary>
    public async ValueTask DisposeAsync()
    {
        await Library.DisposeAsync();
        _library.Dispose();
    }

    private sealed class NamedDrives(IProgress<ProgressReport> reports, LeasedLibrary library) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value) => reports.Report(value with { Drive = library.DriveWith(value.Volume) });
    }
}
