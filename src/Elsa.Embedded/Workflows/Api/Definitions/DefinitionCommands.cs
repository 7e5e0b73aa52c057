using Elsa.Common.Models;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Models;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Definitions;

/// <summary>Saves, publishes, retracts and reverts definitions.</summary>
internal sealed class DefinitionCommands(DefinitionEdits edits, DefinitionViews views, IWorkflowDefinitionPublisher publisher, IWorkflowDefinitionStore store, IWorkflowReferenceUpdater references)
{
    private const string Publish = "publish:workflow-definitions";
    private const string Retract = "retract:workflow-definitions";

    public static void Map(ApiRoutes routes)
    {
        routes.Map<DefinitionCommands>(HttpMethods.Post, "workflow-definitions", (x, request) => x.SaveAsync(request), ["write:workflow-definitions"], ApiLimits.Definition);
        routes.Post<DefinitionCommands>("workflow-definitions/{definitionId}/publish", (x, request) => x.PublishAsync(request), Publish);
        routes.Post<DefinitionCommands>("workflow-definitions/{definitionId}/retract", (x, request) => x.RetractAsync(request), Retract);
        routes.Post<DefinitionCommands>("workflow-definitions/{definitionId}/revert/{version}", (x, request) => x.RevertAsync(request), Publish);
        routes.Post<DefinitionCommands>("workflow-definitions/{definitionId}/update-references", (x, request) => x.UpdateReferencesAsync(request), Publish);
        routes.Post<DefinitionCommands>("bulk-actions/publish/workflow-definitions/by-definition-ids", (x, request) => x.PublishManyAsync(request), Publish);
        routes.Post<DefinitionCommands>("bulk-actions/retract/workflow-definitions/by-definition-ids", (x, request) => x.RetractManyAsync(request), Retract);
    }

    private async Task<IResult> SaveAsync(ApiRequest request)
    {
        var body = await request.ReadAsync<SaveWorkflowDefinitionRequest>(request.Json.Definitions);
        if (body.Model is null)
            throw ApiException.Invalid("model", "The request has no definition.");
        var publish = body.Publish == true;
        // Studio publishes by saving, and shows nothing but 400.
        if (publish && !request.Can(Publish))
            throw ApiException.Refused("You may edit this definition, but not publish it. Nothing was saved.");
        return await AnswerAsync(await edits.SaveAsync(body.Model, publish, request), request);
    }

    private async Task<IResult> PublishAsync(ApiRequest request) =>
        await edits.PublishAsync(request.Route("definitionId"), request) is { } edited ? await AnswerAsync(edited, request) : Answers.NotFound;

    private async Task<IResult> AnswerAsync(Edited edited, ApiRequest request) => request.Answer(new
    {
        WorkflowDefinition = await views.ShowAsync(edited.Definition, request),
        edited.AlreadyPublished,
        ConsumingWorkflowCount = edited.Consumers,
        ValidationErrors = Array.Empty<object>(),
    });

    private async Task<IResult> RetractAsync(ApiRequest request)
    {
        var id = request.Route("definitionId");
        if (await edits.FindLatestAsync(id, request.Aborted) is not { } latest)
            return Answers.NotFound;
        DefinitionEdits.RefuseReadonly(latest);
        var retracted = await publisher.RetractAsync(id, request.Aborted) ?? throw ApiException.Refused($"Workflow with id {id} is not published");
        return request.Answer(await views.ShowAsync(retracted, request));
    }

    private async Task<IResult> RevertAsync(ApiRequest request)
    {
        var (id, version) = (request.Route("definitionId"), VersionOf(request));
        var filter = new WorkflowDefinitionFilter { DefinitionId = id, VersionOptions = VersionOptions.SpecificVersion(version) };
        if (version == 0 || await store.FindAsync(filter, request.Aborted) is not { } earlier)
            return Answers.NotFound;
        DefinitionEdits.RefuseReadonly(earlier);
        var draft = await publisher.RevertVersionAsync(id, version, request.Aborted);
        request.Http.Response.Headers.Location = $"{request.Http.Request.PathBase}{ApiPath.Of(request.Http)}/workflow-definitions/by-id/{Uri.EscapeDataString(draft.Id)}";
        return request.Answer(WorkflowDefinitionSummary.FromDefinition(draft), StatusCodes.Status201Created);
    }

    /// <summary>The number in the path; 0 if it is none.</summary>
    public static int VersionOf(ApiRequest request) =>
        int.TryParse(request.Route("version"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : 0;

    private async Task<IResult> UpdateReferencesAsync(ApiRequest request)
    {
        if (await store.FindLastVersionAsync(new WorkflowDefinitionFilter { DefinitionId = request.Route("definitionId"), VersionOptions = VersionOptions.Published }, request.Aborted) is not { } published)
            return Answers.NotFound;
        var result = await references.UpdateWorkflowReferencesAsync(published, request.Aborted);
        return request.Answer(new { AffectedWorkflows = result.UpdatedWorkflows.Select(x => x.Name ?? x.DefinitionId).ToList() });
    }

    private async Task<IResult> PublishManyAsync(ApiRequest request)
    {
        List<string> published = [], already = [], missing = [], skipped = [], consumers = [], failed = [];
        foreach (var id in await BulkRequest.DefinitionIdsAsync(request))
        {
            try
            {
                var edited = await edits.PublishAsync(id, request);
                (edited is null ? missing : edited.AlreadyPublished ? already : published).Add(id);
            }
            catch (ApiException)
            {
                failed.Add(id);
            }
        }

        return request.Answer(new { Published = published, AlreadyPublished = already, NotFound = missing, Skipped = skipped, UpdatedConsumers = consumers, Failed = failed, Warnings = new Dictionary<string, object>() });
    }

    private async Task<IResult> RetractManyAsync(ApiRequest request)
    {
        List<string> retracted = [], already = [], missing = [], skipped = [];
        foreach (var id in await BulkRequest.DefinitionIdsAsync(request))
        {
            var latest = await edits.FindLatestAsync(id, request.Aborted);
            if (latest is not null && DefinitionViews.IsReadonly(latest))
                skipped.Add(id);
            else
                (latest is null ? missing : await publisher.RetractAsync(id, request.Aborted) is null ? already : retracted).Add(id);
        }

        return request.Answer(new { Retracted = retracted, AlreadyRetracted = already, Skipped = skipped, NotPublished = already, NotFound = missing });
    }
}
