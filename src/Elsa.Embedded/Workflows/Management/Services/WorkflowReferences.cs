using System.Text.Json;
using System.Text.Json.Nodes;
using Elsa.Common.Models;
using Elsa.Mediator.Contracts;
using Elsa.Workflows.Management.Activities.WorkflowDefinitionActivity;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Management.Notifications;
using Elsa.Workflows.Management.Stores;

namespace Elsa.Workflows.Management.Services;

/// <summary>The activities of a definition that use another definition, in the JSON of its root.</summary>
internal static class WorkflowReferences
{
    public const string DefinitionProperty = "workflowDefinitionId";

    public static IEnumerable<JsonObject> Find(JsonNode? node, string definitionId)
    {
        if (node is JsonObject item)
        {
            if (item[DefinitionProperty] is JsonValue value && value.TryGetValue<string>(out var id) && string.Equals(id, definitionId, StringComparison.Ordinal))
                yield return item;
            foreach (var found in item.SelectMany(x => Find(x.Value, definitionId)))
                yield return found;
        }
        else if (node is JsonArray list)
        {
            foreach (var found in list.SelectMany(x => Find(x, definitionId)))
                yield return found;
        }
    }

    public static JsonNode? Parse(string json) => JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = 512 });
}

/// <summary>Asks the store for the text of the reference, then reads the few that have it.</summary>
internal sealed class WorkflowReferenceQuery(IWorkflowDefinitionStore store) : IWorkflowReferenceQuery
{
    public async Task<IEnumerable<string>> ExecuteAsync(string workflowDefinitionId, CancellationToken cancellationToken = default)
    {
        var text = JsonSerializer.Serialize(workflowDefinitionId);
        var candidates = store is ISearchesDefinitions search
            ? await search.FindInUseAsync(text, cancellationToken)
            : (await store.FindManyAsync(new WorkflowDefinitionFilter { VersionOptions = VersionOptions.LatestOrPublished }, cancellationToken)).Select(x => (x.DefinitionId, x.StringData ?? "null"));
        return candidates
            .Where(x => WorkflowReferences.Find(WorkflowReferences.Parse(x.Item2), workflowDefinitionId).Any())
            .Select(x => x.DefinitionId)
            .Distinct(StringComparer.Ordinal)
            .ToList();
    }
}

/// <summary>Follows references to those who use the users, until there are no more.</summary>
internal sealed class WorkflowReferenceGraphBuilder(IWorkflowReferenceQuery references) : IWorkflowReferenceGraphBuilder
{
    private const int MaxDefinitions = 1000;

    public Task<WorkflowReferenceGraph> BuildGraphAsync(string definitionId, CancellationToken cancellationToken = default) => BuildGraphAsync([definitionId], cancellationToken);

    public async Task<WorkflowReferenceGraph> BuildGraphAsync(IEnumerable<string> definitionIds, CancellationToken cancellationToken = default)
    {
        var roots = definitionIds.Distinct(StringComparer.Ordinal).ToList();
        var seen = roots.ToHashSet(StringComparer.Ordinal);
        var pending = new Queue<string>(roots);
        var edges = new List<WorkflowReferenceEdge>();
        while (pending.TryDequeue(out var target) && seen.Count <= MaxDefinitions)
        {
            foreach (var source in await references.ExecuteAsync(target, cancellationToken))
            {
                edges.Add(new WorkflowReferenceEdge(source, target));
                if (seen.Add(source))
                    pending.Enqueue(source);
            }
        }

        return new WorkflowReferenceGraph(roots, edges);
    }
}

/// <summary>Makes the latest version of each user name the new version: a draft stays a draft, and what was published is followed by a new published version.</summary>
internal sealed class WorkflowReferenceUpdater(IWorkflowDefinitionStore store, IWorkflowDefinitionPublisher publisher, IWorkflowReferenceQuery references, INotificationSender notifications) : IWorkflowReferenceUpdater
{
    public async Task<UpdateWorkflowReferencesResult> UpdateWorkflowReferencesAsync(WorkflowDefinition referencedDefinition, CancellationToken cancellationToken = default)
    {
        var consumers = (await references.ExecuteAsync(referencedDefinition.DefinitionId, cancellationToken)).ToList();
        if (consumers.Count == 0)
            return new UpdateWorkflowReferencesResult([]);
        var filter = new WorkflowDefinitionFilter { DefinitionIds = consumers, VersionOptions = VersionOptions.Latest, IsReadonly = false };
        var outdated = (await store.FindManyAsync(filter, cancellationToken)).Where(x => Follow(x, referencedDefinition)).ToList();
        if (outdated.Count == 0)
            return new UpdateWorkflowReferencesResult([]);

        await notifications.SendAsync(new WorkflowDefinitionVersionsUpdating(outdated), cancellationToken);
        var updated = new List<WorkflowDefinition>();
        foreach (var consumer in outdated)
            updated.Add(await SaveAsync(consumer, cancellationToken));
        await notifications.SendAsync(new WorkflowDefinitionVersionsUpdated(updated), cancellationToken);
        return new UpdateWorkflowReferencesResult(updated);
    }

    private async Task<WorkflowDefinition> SaveAsync(WorkflowDefinition consumer, CancellationToken cancellationToken)
    {
        var wasPublished = consumer.IsPublished;
        var draft = await publisher.SaveDraftAsync(consumer, cancellationToken);
        if (wasPublished)
            draft.IsPublished = (await publisher.PublishAsync(draft, cancellationToken)).Succeeded;
        return draft;
    }

    private static bool Follow(WorkflowDefinition consumer, WorkflowDefinition referenced)
    {
        var root = consumer.StringData is null ? null : WorkflowReferences.Parse(consumer.StringData);
        var isChanged = false;
        foreach (var activity in WorkflowReferences.Find(root, referenced.DefinitionId).ToList())
        {
            if (string.Equals((string?)activity["workflowDefinitionVersionId"], referenced.Id, StringComparison.Ordinal))
                continue;
            activity["workflowDefinitionVersionId"] = referenced.Id;
            activity["latestAvailablePublishedVersion"] = referenced.Version;
            activity["latestAvailablePublishedVersionId"] = referenced.Id;
            activity["version"] = referenced.Version;
            activity["type"] = WorkflowDefinitionActivityDescriptorFactory.TypeName(referenced);
            isChanged = true;
        }

        if (isChanged)
            consumer.StringData = root!.ToJsonString();
        return isChanged;
    }
}
