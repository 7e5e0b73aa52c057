using Elsa.Workflows.Management;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Options;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>Looks into the indexes.</summary>
internal sealed class WorkflowMatcher(IStimulusHasher hasher, ITriggerStore triggers, IBookmarkStore bookmarks) : IWorkflowMatcher
{
    public Task<IEnumerable<StoredTrigger>> FindTriggersAsync(string activityTypeName, object stimulus, CancellationToken cancellationToken = default) =>
        FindTriggersAsync(hasher.Hash(activityTypeName, stimulus), cancellationToken);

    public async Task<IEnumerable<StoredTrigger>> FindTriggersAsync(string stimulusHash, CancellationToken cancellationToken = default) =>
        await triggers.FindManyAsync(new TriggerFilter { Hash = stimulusHash }, cancellationToken);

    public Task<IEnumerable<StoredBookmark>> FindBookmarksAsync(string activityTypeName, object stimulus, FindBookmarkOptions? options = null, CancellationToken cancellationToken = default) =>
        FindBookmarksAsync(hasher.Hash(activityTypeName, stimulus, options?.ActivityInstanceId), options, cancellationToken);

    public async Task<IEnumerable<StoredBookmark>> FindBookmarksAsync(string stimulusHash, FindBookmarkOptions? options = null, CancellationToken cancellationToken = default) =>
        await bookmarks.FindManyAsync(
            new BookmarkFilter
            {
                Hash = stimulusHash,
                CorrelationId = options?.CorrelationId,
                WorkflowInstanceId = options?.WorkflowInstanceId,
                ActivityInstanceId = options?.ActivityInstanceId,
                BookmarkId = options?.BookmarkId,
            },
            cancellationToken);
}

/// <summary>Looks into the index of triggers and brings the workflows along.</summary>
internal sealed class TriggerBoundWorkflowService(IWorkflowMatcher matcher, IWorkflowDefinitionService graphs) : ITriggerBoundWorkflowService
{
    public async Task<IEnumerable<TriggerBoundWorkflow>> FindManyAsync(string activityTypeName, object stimulus, CancellationToken cancellationToken = default) =>
        await BindAsync(await matcher.FindTriggersAsync(activityTypeName, stimulus, cancellationToken), cancellationToken);

    public async Task<IEnumerable<TriggerBoundWorkflow>> FindManyAsync(string stimulusHash, CancellationToken cancellationToken = default) =>
        await BindAsync(await matcher.FindTriggersAsync(stimulusHash, cancellationToken), cancellationToken);

    private async Task<List<TriggerBoundWorkflow>> BindAsync(IEnumerable<StoredTrigger> triggers, CancellationToken cancellationToken)
    {
        var bound = new List<TriggerBoundWorkflow>();
        foreach (var version in triggers.GroupBy(x => x.WorkflowDefinitionVersionId, StringComparer.Ordinal))
        {
            if (await graphs.FindWorkflowGraphAsync(WorkflowDefinitionHandle.ByDefinitionVersionId(version.Key), cancellationToken) is { } graph)
                bound.Add(new TriggerBoundWorkflow(graph, version.ToList()));
        }

        return bound;
    }
}
