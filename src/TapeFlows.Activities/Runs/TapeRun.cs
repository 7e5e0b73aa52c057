using TapeFlows.Backup.Restore;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Verify;
using TapeFlows.Backup.Volumes;

namespace TapeFlows.Activities.Runs;

/// <summary>
/// What one run of a procedure has in its hands between its activities: the library session with its mounted volumes, the results so far, and
/// the wish to stop. Activities stay short because of it; durable operations will take its place without a change to a procedure.
/// </summary>
public sealed class TapeRun : IAsyncDisposable
{
    private readonly Dictionary<string, string> _failures = new(StringComparer.Ordinal);
    private LibrarySession? _session;

    internal TapeRun(string id, TapeSite site, IRunObserver observer, CancellationToken stopping)
    {
        Id = id;
        Site = site;
        Observer = observer;
        Stopping = stopping;
        StartedAt = site.Clock.GetUtcNow();
    }

    /// <summary>The workflow instance.</summary>
    public string Id { get; }

    /// <summary>What the host gives.</summary>
    public TapeSite Site { get; }

    /// <summary>Who watches.</summary>
    public IRunObserver Observer { get; }

    /// <summary>
    /// Asks the run to end at a safe point. The engine is not stopped by it: the activity at work leaves by its outcome Failed, and the
    /// procedure still ejects and tells.
    /// </summary>
    public CancellationToken Stopping { get; }

    /// <summary>When the run began.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>Its use of the library.</summary>
    public LibrarySession Session => _session ??= new LibrarySession(Site.Library, Site.Catalog, Site.Clock);

    /// <summary>The set that is being, or was, written, restored or verified.</summary>
    public Guid? SetId { get; set; }

    /// <summary>What the backup did.</summary>
    public BackupResult? Backup { get; set; }

    /// <summary>What the restore will need.</summary>
    public RestorePlan? Plan { get; set; }

    /// <summary>What the restore did.</summary>
    public RestoreReport? Restore { get; set; }

    /// <summary>What the verification found.</summary>
    public VerifyReport? Verify { get; set; }

    /// <summary>What went wrong and was not made good since, one message for each kind of step.</summary>
    public IReadOnlyCollection<string> Failures => _failures.Values;

    /// <summary>Barcodes of the volumes that can be mounted without a person.</summary>
    internal IReadOnlySet<string> VolumesInLibrary() =>
        Site.Library.Inventory().Where(element => element.IsFull).Select(element => element.Barcode!).ToHashSet(StringComparer.Ordinal);

    /// <summary>Remembers how a step ended: a later success of the same kind makes a failure good.</summary>
    /// <param name="step">The type of the activity.</param>
    /// <param name="failure">What went wrong; <see langword="null"/>: nothing.</param>
    internal void Record(string step, string? failure)
    {
        if (failure is null)
            _failures.Remove(step);
        else
            _failures[step] = failure;
    }

    /// <summary>Puts every volume back into its slot.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_session is { } session)
            await session.DisposeAsync();
        _session = null;
    }
}
