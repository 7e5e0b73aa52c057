using System.Text.Json;
using Elsa.Common.Models;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Mappers;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Serialization;

namespace Elsa.Workflows.Api.Definitions;

/// <summary>Stores what tools send. Who began with an edit that is no longer the last one is refused; who sends the same again is not.</summary>
internal sealed class DefinitionEdits(
    IWorkflowDefinitionStore store,
    IWorkflowDefinitionPublisher publisher,
    IWorkflowDefinitionService definitions,
    WorkflowDefinitionMapper mapper,
    DefinitionViews views,
    EditLocks locks)
{
    /// <summary>Stores a draft, which is never validated, or publishes, which is refused for what stands against it: then nothing is stored.</summary>
    public async Task<Edited> SaveAsync(WorkflowDefinitionModel model, bool publish, ApiRequest request)
    {
        var mark = EditMark.Take(model);
        model.DefinitionId = string.IsNullOrEmpty(model.DefinitionId) ? null! : model.DefinitionId;
        using var turn = await locks.EnterAsync(model.DefinitionId ?? "", request.Aborted);
        var latest = model.DefinitionId is null ? null : await FindLatestAsync(model.DefinitionId, request.Aborted);
        var definition = mapper.MapToWorkflowDefinition(model);
        definition.IsPublished = false;
        if (latest is not null)
        {
            RefuseReadonly(latest);
            if (mark is not null)
                KeepUnknown(definition, latest);
            var isStale = IsStale(model, mark, latest, request);
            if ((isStale || latest.IsPublished) && await IsSameAsync(definition, latest, request) && (latest.IsPublished || !publish))
                return new Edited(latest, AlreadyPublished: publish, Consumers: 0);
            if (isStale)
                throw ApiException.Refused($"'{latest.Name ?? latest.DefinitionId}' was changed by someone else after you opened it; it is at version {latest.Version} now. Nothing was saved. Load it again, then make your change.");
        }

        var edited = publish ? await PublishAsync(definition, request.Aborted) : new Edited(await SaveDraftAsync(definition, request.Aborted), AlreadyPublished: false, Consumers: 0);
        locks.Remember(request.Caller, mark, EditMark.Of(edited.Definition));
        return edited;
    }

    /// <summary>Publishes the latest version as it is stored; null if there is no such definition.</summary>
    public async Task<Edited?> PublishAsync(string definitionId, ApiRequest request)
    {
        using var turn = await locks.EnterAsync(definitionId, request.Aborted);
        if (await FindLatestAsync(definitionId, request.Aborted) is not { } latest)
            return null;
        RefuseReadonly(latest);
        return latest.IsPublished ? new Edited(latest, AlreadyPublished: true, Consumers: 0) : await PublishAsync(latest, request.Aborted);
    }

    /// <summary>A definition that comes with the product is changed under another name.</summary>
    public static void RefuseReadonly(WorkflowDefinition definition)
    {
        if (DefinitionViews.IsReadonly(definition))
            throw ApiException.Refused($"'{definition.Name ?? definition.DefinitionId}' is read-only: it comes with the product. Save it under another name to change it.");
    }

    /// <summary>The latest version; null if there is no such definition.</summary>
    public Task<WorkflowDefinition?> FindLatestAsync(string definitionId, CancellationToken cancellationToken) =>
        store.FindLastVersionAsync(new WorkflowDefinitionFilter { DefinitionId = definitionId, VersionOptions = VersionOptions.Latest }, cancellationToken);

    private bool IsStale(WorkflowDefinitionModel model, string? mark, WorkflowDefinition latest, ApiRequest request)
    {
        if (mark is null)
            return !string.IsNullOrEmpty(model.Id) && !string.Equals(model.Id, latest.Id, StringComparison.Ordinal);
        var stored = EditMark.Of(latest);
        return !string.Equals(mark, stored, StringComparison.Ordinal) && !locks.IsOwnOverlap(request.Caller, stored, mark);
    }

    // Studio sends nothing that it does not know; other tools put it there and want it back.
    private static void KeepUnknown(IKeepsUnknown sent, IKeepsUnknown stored)
    {
        foreach (var (name, value) in stored.Unknown ?? new Dictionary<string, JsonElement>())
            (sent.Unknown ??= new Dictionary<string, JsonElement>()).TryAdd(name, value);
    }

    private async Task<WorkflowDefinition> SaveDraftAsync(WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        try
        {
            return await publisher.SaveDraftAsync(definition, cancellationToken);
        }
        catch (InvalidOperationException e)
        {
            // Two activities with one id, a workflow inside itself, another node that saved at the same moment.
            throw ApiException.Refused(e.Message);
        }
    }

    private async Task<Edited> PublishAsync(WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        PublishWorkflowDefinitionResult result;
        try
        {
            // A definition that nobody has named yet needs its name before it can be found again.
            definition = definition.DefinitionId is null ? await publisher.SaveDraftAsync(definition, cancellationToken) : definition;
            result = await publisher.PublishAsync(definition, cancellationToken);
        }
        catch (InvalidOperationException e)
        {
            throw ApiException.Refused(e.Message);
        }

        if (!result.Succeeded)
            throw ApiException.Refused(result.ValidationErrors.Select(x => x.Message));
        return new Edited((await FindLatestAsync(definition.DefinitionId, cancellationToken))!, AlreadyPublished: false, result.AffectedWorkflows.WorkflowDefinitions.Count);
    }

    private async Task<bool> IsSameAsync(WorkflowDefinition sent, WorkflowDefinition stored, ApiRequest request) =>
        sent.StringData is not null && string.Equals(await ContentAsync(sent, request), await ContentAsync(stored, request), StringComparison.Ordinal);

    private async Task<string> ContentAsync(WorkflowDefinition definition, ApiRequest request) =>
        views.ContentOf(mapper.Map((await definitions.MaterializeWorkflowAsync(definition, request.Aborted)).Workflow), request.Json);
}

/// <summary>What came of an edit.</summary>
/// <param name="Definition">The version as it is stored now.</param>
/// <param name="AlreadyPublished">Whether there was nothing to publish.</param>
/// <param name="Consumers">How many other definitions follow it.</param>
internal sealed record Edited(WorkflowDefinition Definition, bool AlreadyPublished, int Consumers);
