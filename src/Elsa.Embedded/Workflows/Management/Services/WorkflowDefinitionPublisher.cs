using Elsa.Common;
using Elsa.Common.Models;
using Elsa.Mediator.Contracts;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Materializers;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Management.Notifications;
using Elsa.Workflows.Management.Options;
using Elsa.Workflows.Models;
using Microsoft.Extensions.Options;

namespace Elsa.Workflows.Management.Services;

/// <summary>One definition has one latest version and at most one in use. A draft is overwritten, a published version never is: what follows it is a new version.</summary>
internal sealed class WorkflowDefinitionPublisher(
    WorkflowReader workflows,
    IWorkflowDefinitionStore store,
    IWorkflowValidator validator,
    IIdentityGenerator identities,
    IActivitySerializer serializer,
    INotificationSender notifications,
    ISystemClock clock,
    WorkflowCache cache,
    IOptions<ManagementOptions> options) : IWorkflowDefinitionPublisher
{
    private static readonly Version Tool = new(3, 8, 2);

    public Task<WorkflowDefinition> NewAsync(IActivity? root = null, CancellationToken cancellationToken = default)
    {
        root ??= new Flowchart();
        root.Id ??= identities.GenerateId();
        return Task.FromResult(new WorkflowDefinition
        {
            Id = identities.GenerateId(),
            DefinitionId = identities.GenerateId(),
            Version = 1,
            IsLatest = true,
            CreatedAt = clock.UtcNow,
            ToolVersion = Tool,
            MaterializerName = JsonWorkflowMaterializer.MaterializerName,
            StringData = serializer.Serialize(root),
        });
    }

    public async Task<WorkflowDefinition?> GetDraftAsync(string definitionId, VersionOptions versionOptions, CancellationToken cancellationToken = default)
    {
        var meant = await store.FindLastVersionAsync(new WorkflowDefinitionFilter { DefinitionId = definitionId, VersionOptions = versionOptions }, cancellationToken);
        if (meant is null or { IsLatest: true, IsPublished: false })
            return meant;
        var last = await FindLastAsync(definitionId, cancellationToken);
        return DraftOf(meant, last!);
    }

    public async Task<WorkflowDefinition> SaveDraftAsync(WorkflowDefinition definition, CancellationToken cancellationToken = default)
    {
        await RefuseIfReadOnlyAsync(definition.DefinitionId, cancellationToken);
        var last = await FindLastAsync(definition.DefinitionId, cancellationToken);
        var draft = await PlaceAsync(definition, last, cancellationToken);
        draft.IsPublished = false;
        await notifications.SendAsync(new WorkflowDefinitionDraftSaving(draft), cancellationToken);
        await SaveAsync(draft, last, cancellationToken);
        if (last is null)
            await notifications.SendAsync(new WorkflowDefinitionCreated(draft), cancellationToken);
        await notifications.SendAsync(new WorkflowDefinitionDraftSaved(draft), cancellationToken);
        return draft;
    }

    public async Task<PublishWorkflowDefinitionResult> PublishAsync(string definitionId, CancellationToken cancellationToken = default)
    {
        var latest = await store.FindAsync(new WorkflowDefinitionFilter { DefinitionId = definitionId, VersionOptions = VersionOptions.Latest }, cancellationToken);
        return latest is null
            ? new PublishWorkflowDefinitionResult(false, [new WorkflowValidationError($"There is no workflow definition '{definitionId}'.")], new AffectedWorkflows([]))
            : await PublishAsync(latest, cancellationToken);
    }

    public async Task<PublishWorkflowDefinitionResult> PublishAsync(WorkflowDefinition definition, CancellationToken cancellationToken = default)
    {
        await RefuseIfReadOnlyAsync(definition.DefinitionId, cancellationToken);
        var last = await FindLastAsync(definition.DefinitionId, cancellationToken);
        var isUnchanged = last is { IsPublished: true } && string.Equals(last.Id, definition.Id, StringComparison.Ordinal) && definition.IsPublished;
        var version = isUnchanged ? definition : await PlaceAsync(definition, last, cancellationToken);
        var errors = (await validator.ValidateAsync(await workflows.ReadAsync(version, cancellationToken), cancellationToken)).ToList();
        if (errors.Count > 0 && options.Value.FailOnValidationErrors)
            return new PublishWorkflowDefinitionResult(false, errors, new AffectedWorkflows([]));

        await notifications.SendAsync(new WorkflowDefinitionPublishing(version), cancellationToken);
        var replaced = await store.FindAsync(new WorkflowDefinitionFilter { DefinitionId = version.DefinitionId, VersionOptions = VersionOptions.Published }, cancellationToken);
        if (replaced is not null && string.Equals(replaced.Id, version.Id, StringComparison.Ordinal))
            replaced = null;
        version.IsPublished = true;
        await SaveAsync(version, last, cancellationToken, replaced);
        if (replaced is not null)
            await notifications.SendAsync(new WorkflowDefinitionVersionRetracted(replaced), cancellationToken);
        var affected = new AffectedWorkflows(new List<WorkflowDefinition>());
        await notifications.SendAsync(new WorkflowDefinitionPublished(version, affected), cancellationToken);
        return new PublishWorkflowDefinitionResult(true, errors, affected);
    }

    public async Task<WorkflowDefinition?> RetractAsync(string definitionId, CancellationToken cancellationToken = default)
    {
        var published = await store.FindAsync(new WorkflowDefinitionFilter { DefinitionId = definitionId, VersionOptions = VersionOptions.Published }, cancellationToken);
        return published is null ? null : await RetractAsync(published, cancellationToken);
    }

    public async Task<WorkflowDefinition> RetractAsync(WorkflowDefinition definition, CancellationToken cancellationToken = default)
    {
        await RefuseIfReadOnlyAsync(definition.DefinitionId, cancellationToken);
        if (!definition.IsPublished)
            throw new InvalidOperationException($"Workflow with id {definition.DefinitionId} is not published");
        await notifications.SendAsync(new WorkflowDefinitionRetracting(definition), cancellationToken);
        definition.IsPublished = false;
        await store.SaveAsync(definition, cancellationToken);
        cache.Clear();
        await notifications.SendAsync(new WorkflowDefinitionRetracted(definition), cancellationToken);
        return definition;
    }

    public async Task<WorkflowDefinition> RevertVersionAsync(string definitionId, int version, CancellationToken cancellationToken = default)
    {
        var filter = new WorkflowDefinitionFilter { DefinitionId = definitionId, VersionOptions = VersionOptions.SpecificVersion(version) };
        var earlier = await store.FindAsync(filter, cancellationToken)
            ?? throw new InvalidOperationException($"The workflow definition '{definitionId}' has no version {version}.");
        await RefuseIfReadOnlyAsync(definitionId, cancellationToken);
        var last = await FindLastAsync(definitionId, cancellationToken);
        var draft = DraftOf(earlier, last!);
        await SaveAsync(draft, last, cancellationToken);
        await notifications.SendAsync(new WorkflowDefinitionDraftSaved(draft), cancellationToken);
        return draft;
    }

    // Without an id the filter would let every definition pass: a new one has none yet, and nothing before it.
    private Task<WorkflowDefinition?> FindLastAsync(string? definitionId, CancellationToken cancellationToken) => string.IsNullOrEmpty(definitionId)
        ? Task.FromResult<WorkflowDefinition?>(null)
        : store.FindLastVersionAsync(new WorkflowDefinitionFilter { DefinitionId = definitionId }, cancellationToken);

    private WorkflowDefinition DraftOf(WorkflowDefinition content, WorkflowDefinition last)
    {
        var draft = content.ShallowClone();
        draft.Id = identities.GenerateId();
        draft.Version = last.Version + 1;
        draft.CreatedAt = clock.UtcNow;
        draft.ToolVersion = Tool;
        draft.IsLatest = true;
        draft.IsPublished = false;
        return draft;
    }

    // Decides which version a definition becomes, and writes its activities the way they are stored: with the ids of their paths.
    private async Task<WorkflowDefinition> PlaceAsync(WorkflowDefinition definition, WorkflowDefinition? last, CancellationToken cancellationToken)
    {
        var version = definition.ShallowClone();
        if (last is null or { IsPublished: true })
        {
            // A file may name the identity that its version has elsewhere. If that is free here it stays the version that it is, number and all: others pin it.
            var isKept = last is null && !string.IsNullOrEmpty(version.Id) && !await store.AnyAsync(new WorkflowDefinitionFilter { Id = version.Id }, cancellationToken);
            version.Id = isKept ? version.Id : identities.GenerateId();
            version.Version = isKept ? Math.Max(version.Version, 1) : (last?.Version ?? 0) + 1;
            version.CreatedAt = isKept && version.CreatedAt != default ? version.CreatedAt : clock.UtcNow;
        }
        else
        {
            version.Id = last.Id;
            version.Version = last.Version;
            version.CreatedAt = last.CreatedAt;
        }

        if (string.IsNullOrEmpty(version.DefinitionId))
            version.DefinitionId = identities.GenerateId();
        version.IsLatest = true;
        // As recorded: a definition that says nothing is an empty sequence.
        version.StringData ??= serializer.Serialize(new Elsa.Workflows.Activities.Sequence(null, null));
        if (version.MaterializerName == JsonWorkflowMaterializer.MaterializerName)
        {
            var workflow = await workflows.ReadAsync(version, cancellationToken);
            version.StringData = serializer.Serialize(workflow.Root);
        }

        return version;
    }

    private async Task SaveAsync(WorkflowDefinition version, WorkflowDefinition? last, CancellationToken cancellationToken, WorkflowDefinition? replaced = null)
    {
        var saved = new List<WorkflowDefinition> { version };
        if (last is not null && !string.Equals(last.Id, version.Id, StringComparison.Ordinal))
        {
            last.IsLatest = false;
            saved.Add(last);
        }

        if (replaced is not null)
        {
            // The last version may be the one in use: it is one row.
            var row = saved.Find(x => string.Equals(x.Id, replaced.Id, StringComparison.Ordinal));
            if (row is null)
                saved.Add(row = replaced);
            row.IsPublished = false;
            replaced.IsPublished = false;
        }

        await store.SaveManyAsync(saved, cancellationToken);
        cache.Clear();
    }

    // A workflow that is a class would be as it was at the next start.
    private async Task RefuseIfReadOnlyAsync(string? definitionId, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(definitionId))
            return;
        var filter = new WorkflowDefinitionFilter { DefinitionId = definitionId, VersionOptions = VersionOptions.Latest };
        if (await store.FindAsync(filter, cancellationToken) is { } stored && (stored.IsReadonly || stored.MaterializerName == CodeWorkflowMaterializer.MaterializerName))
            throw new InvalidOperationException($"The workflow definition '{definitionId}' is read-only: it comes with the product. Save it under another name to change it.");
    }
}
