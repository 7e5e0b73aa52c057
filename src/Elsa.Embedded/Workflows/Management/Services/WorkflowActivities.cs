using Elsa.Common.Models;
using Elsa.Workflows.Management.Activities.WorkflowDefinitionActivity;
using Elsa.Workflows.Management.Filters;

namespace Elsa.Workflows.Management.Services;

/// <summary>Keeps the activities that are workflows as the definitions in the store are, whichever process published or deleted them.</summary>
internal sealed class WorkflowActivities(IActivityRegistry registry, WorkflowDefinitionActivityProvider provider, IWorkflowDefinitionStore store, WorkflowCache cache) : IDisposable
{
    private static readonly WorkflowDefinitionFilter Usable = new() { UsableAsActivity = true, VersionOptions = VersionOptions.All };

    private readonly SemaphoreSlim _turn = new(1);
    private HashSet<(string Id, bool IsPublished, bool IsLatest)>? _seen;

    /// <summary>Takes what is in the store.</summary>
    public Task RefreshAsync(CancellationToken cancellationToken) => RefreshAsync(always: true, cancellationToken);

    /// <summary>Takes what is in the store if versions came or went since the last time. Workflows that were made without them are forgotten then.</summary>
    /// <returns>Whether there was something new.</returns>
    public Task<bool> CatchUpAsync(CancellationToken cancellationToken) => RefreshAsync(always: false, cancellationToken);

    public void Dispose() => _turn.Dispose();

    // One at a time: what was read first must not be registered last.
    private async Task<bool> RefreshAsync(bool always, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var found = (await store.FindSummariesAsync(Usable, cancellationToken)).Select(x => (x.Id, x.IsPublished, x.IsLatest)).ToHashSet();
            if (!always && _seen?.SetEquals(found) == true)
                return false;
            await registry.RefreshDescriptorsAsync(provider, cancellationToken);
            cache.Clear();
            _seen = found;
            return true;
        }
        finally
        {
            _turn.Release();
        }
    }
}
