using TapeFlows.Operations.Executors;

namespace TapeFlows.Activities.Runs;

/// <summary>A run that somebody watches from the process that does it: what its steps tell as they end, and the wish to stop.</summary>
public sealed class TapeRun
{
    private readonly Dictionary<string, string> _failures = new(StringComparer.Ordinal);

    internal TapeRun(string id, DateTimeOffset startedAt, IRunObserver observer, CancellationToken stopping)
    {
        Id = id;
        StartedAt = startedAt;
        Observer = observer;
        Stopping = stopping;
    }

    /// <summary>The workflow instance.</summary>
    public string Id { get; }

    /// <summary>Who watches.</summary>
    public IRunObserver Observer { get; }

    /// <summary>
    /// Asks the run to end at a safe point. The engine is not stopped by it: the step at work leaves by its outcome Failed, and the
    /// procedure still ejects and tells.
    /// </summary>
    public CancellationToken Stopping { get; }

    /// <summary>When the run began.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>The set that was written, copied, restored or verified; also one whose writing was not finished.</summary>
    public Guid? SetId { get; set; }

    /// <summary>What the backup did.</summary>
    public WriteResult? Backup { get; set; }

    /// <summary>What the restore will need.</summary>
    public PlanResult? Plan { get; set; }

    /// <summary>What the restore did.</summary>
    public ReadResult? Restore { get; set; }

    /// <summary>What the verification found.</summary>
    public VerifyResult? Verify { get; set; }

    /// <summary>What the copying did.</summary>
    public CopySetResult? Copy { get; set; }

    /// <summary>What went wrong and was not made good since, one message for each kind of step.</summary>
    public IReadOnlyCollection<string> Failures => _failures.Values;

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
}
