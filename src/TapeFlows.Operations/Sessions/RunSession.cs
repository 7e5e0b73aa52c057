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

    /// <summary>In ticks of the clock.</summary>
    public long LastUsed { get; private set; }

    /// <summary>Whether a volume is in its hands.</summary>
    public bool HasVolumes => _library.Held.Any();

    /// <summary>An operation begins to work with it.</summary>
    public void Begin(Lease operation) => _operation = operation;

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
}
