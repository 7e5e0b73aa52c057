using System.Collections.Concurrent;
using Elsa.Workflows;
using TapeFlows.Backup.Streaming;
using TapeFlows.Operations;

namespace TapeFlows.Activities.Runs;

/// <summary>The runs of this process that somebody watches, by workflow instance.</summary>
/// <param name="clock">The time.</param>
public sealed class TapeRuns(TimeProvider clock) : IOperationObserver
{
    /// <summary>The property of a workflow instance that says which process alone does its run, as a command does. What no process has for itself any node goes on with.</summary>
    public const string OwnerProperty = "TapeFlowsRunOwner";

    private readonly ConcurrentDictionary<string, TapeRun> _runs = new(StringComparer.Ordinal);

    /// <summary>What stands in <see cref="OwnerProperty"/> of instances whose runs are here: another text in each process.</summary>
    public string Owner { get; } = Guid.NewGuid().ToString("N");

    /// <summary>Opens a run before its workflow starts, for someone who watches it. Close it whatever happens.</summary>
    /// <param name="instanceId">The identity that the workflow instance will have.</param>
    /// <param name="observer">Who watches.</param>
    /// <param name="stopping">Ends it at a safe point.</param>
    /// <exception cref="InvalidOperationException">It is open already.</exception>
    public TapeRun Open(string instanceId, IRunObserver observer, CancellationToken stopping)
    {
        var run = new TapeRun(instanceId, clock.GetUtcNow(), observer, stopping);
        return _runs.TryAdd(instanceId, run) ? run : throw new InvalidOperationException($"The run {instanceId} is open already.");
    }

    /// <summary>The run of a workflow instance; null when nobody watches it here.</summary>
    /// <param name="instanceId">The workflow instance.</param>
    public TapeRun? Find(string instanceId) => _runs.GetValueOrDefault(instanceId);

    /// <summary>
    /// The run of a workflow that works with tape; null when nobody watches it here. A run that a process has for itself ends with that process: half of a command's work is
    /// not done behind the back of whoever typed it.
    /// </summary>
    /// <param name="workflow">The workflow instance.</param>
    /// <exception cref="InterruptedRunException">The process that has it for itself is another one.</exception>
    internal TapeRun? Of(WorkflowExecutionContext workflow)
    {
        if (workflow.Properties.TryGetValue(OwnerProperty, out var owner) && !string.Equals(owner.ToString(), Owner, StringComparison.Ordinal))
            throw new InterruptedRunException();
        return Find(workflow.Id);
    }

    /// <summary>Nobody watches a run any more.</summary>
    /// <param name="instanceId">The workflow instance.</param>
    public void Close(string instanceId) => _runs.TryRemove(instanceId, out _);

    /// <inheritdoc/>
    void IOperationObserver.Report(Operation operation, ProgressReport report) => Find(operation.Run)?.Observer.Report(report);
}
