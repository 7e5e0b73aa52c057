using System.Collections.Concurrent;
using Elsa.Workflows;
using Microsoft.Extensions.Logging;

namespace TapeFlows.Activities.Runs;

/// <summary>The runs of this process, by workflow instance.</summary>
/// <param name="site">What they work with.</param>
/// <param name="logger">Where notices go that nobody watches for.</param>
public sealed class TapeRuns(TapeSite site, ILogger<TapeRuns> logger)
{
    /// <summary>The property of a workflow instance that says which process has its run in hand.</summary>
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
        var run = new TapeRun(instanceId, site, observer, stopping);
        return _runs.TryAdd(instanceId, run) ? run : throw new InvalidOperationException($"The run {instanceId} is open already.");
    }

    /// <summary>The run of a workflow instance; null when none is open here.</summary>
    /// <param name="instanceId">The workflow instance.</param>
    public TapeRun? Find(string instanceId) => _runs.GetValueOrDefault(instanceId);

    /// <summary>
    /// The run of a workflow that works with tape; opened here by its first step when its starter did not watch it. What a run has in its hands is lost with its
    /// process, so a workflow that another process began is not continued: half a set would be written, or one twice.
    /// </summary>
    /// <param name="workflow">The workflow instance.</param>
    /// <exception cref="InterruptedRunException">The process that began it is gone.</exception>
    internal TapeRun Of(WorkflowExecutionContext workflow)
    {
        if (!workflow.Properties.TryGetValue(OwnerProperty, out var owner))
            workflow.Properties[OwnerProperty] = Owner;
        else if (!string.Equals(owner.ToString(), Owner, StringComparison.Ordinal))
            throw new InterruptedRunException();
        return _runs.GetOrAdd(workflow.Id, id => new TapeRun(id, site, new LoggedRun(logger), site.Stopping));
    }

    /// <summary>Ends a run: its volumes go back into their slots. Does nothing when it is not open.</summary>
    /// <param name="instanceId">The workflow instance.</param>
    public async ValueTask CloseAsync(string instanceId)
    {
        if (_runs.TryRemove(instanceId, out var run))
            await run.DisposeAsync();
    }
}
