using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TapeFlows.Activities.Runs;

/// <summary>The runs of this process, by workflow instance.</summary>
/// <param name="site">What they work with.</param>
/// <param name="logger">Where notices go that nobody watches for.</param>
public sealed class TapeRuns(TapeSite site, ILogger<TapeRuns> logger)
{
    private readonly ConcurrentDictionary<string, TapeRun> _runs = new(StringComparer.Ordinal);

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

    /// <summary>The run of a workflow instance; opened here when its starter did not watch it.</summary>
    /// <param name="instanceId">The workflow instance.</param>
    public TapeRun Of(string instanceId) =>
        _runs.GetOrAdd(instanceId, id => new TapeRun(id, site, new LoggedRun(logger), CancellationToken.None));

    /// <summary>Ends a run: its volumes go back into their slots. Does nothing when it is not open.</summary>
    /// <param name="instanceId">The workflow instance.</param>
    public async ValueTask CloseAsync(string instanceId)
    {
        if (_runs.TryRemove(instanceId, out var run))
            await run.DisposeAsync();
    }
}
