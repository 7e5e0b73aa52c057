using TapeFlows.Scheduling.Store;
using TapeFlows.Scheduling.Store.Model;

namespace TapeFlows.Scheduling.Runs;

/// <summary>
/// What has to be put into Quartz because of a transaction, once that is committed. Putting it in again does no harm, so a process that dies in between
/// leaves nothing that <see cref="RunLedger.ReconcileAsync(CancellationToken)"/> cannot make good.
/// </summary>
internal sealed class Consequences
{
    /// <summary>Names of firings: each takes one run that waits for its turn, the first by priority.</summary>
    public List<string> Turns { get; } = [];

    /// <summary>Runs that wait for a time.</summary>
    public List<WakeUp> WakeUps { get; } = [];

    /// <summary>Next planned times of tasks.</summary>
    public List<PlannedTime> Planned { get; } = [];

    /// <summary>Makes a run wait for its turn.</summary>
    public void Queue(RunRow run)
    {
        (run.Wait, run.DueAt, run.Keeper, run.SeenAt) = (RunWait.Turn, null, null, null);
        run.Queued++;
        Turns.Add(TurnOf(run));
    }

    /// <summary>Makes a run wait for a time.</summary>
    public void Delay(RunRow run, DateTimeOffset until)
    {
        (run.Wait, run.DueAt, run.Keeper, run.SeenAt) = (RunWait.Time, until, null, null);
        WakeUps.Add(new WakeUp(run.ExecutionId, until));
    }

    /// <summary>The name of the firing for the current wait of a run.</summary>
    public static string TurnOf(RunRow run) => FormattableString.Invariant($"{run.ExecutionId:N}.{run.Queued}");
}

/// <summary>A run that waits for a time.</summary>
internal readonly record struct WakeUp(Guid ExecutionId, DateTimeOffset At);
