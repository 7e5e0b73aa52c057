using System.Runtime.CompilerServices;
using Elsa.Common.Models;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Materializers;
using Elsa.Workflows.Management.Models;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Definitions;

/// <summary>Hands definitions out as files.</summary>
internal sealed class DefinitionExports(
    IWorkflowDefinitionStore store,
    IWorkflowDefinitionExporter exporter,
    IWorkflowDefinitionService definitions,
    IWorkflowReferenceGraphBuilder references,
    IActivitySerializer serializer)
{
    private const string Read = "read:workflow-definitions";
    private const string ZipName = "workflow-definitions.zip";

    public static void Map(ApiRoutes routes)
    {
        routes.Get<DefinitionExports>("workflow-definitions/{definitionId}/export", (x, request) => x.ExportAsync(request), Read);
        routes.Post<DefinitionExports>("workflow-definitions/{definitionId}/export", (x, request) => x.ExportAsync(request), Read);
        routes.Get<DefinitionExports>("bulk-actions/export/workflow-definitions", (x, request) => x.ExportManyAsync(request), Read);
        routes.Post<DefinitionExports>("bulk-actions/export/workflow-definitions", (x, request) => x.ExportManyAsync(request), Read);
    }

    // One definition is a file; with those that use it, it is an archive, also if there are none.
    private async Task<IResult> ExportAsync(ApiRequest request)
    {
        var filter = new WorkflowDefinitionFilter { DefinitionId = request.Route("definitionId"), VersionOptions = request.Versions() ?? VersionOptions.Latest };
        if (await store.FindLastVersionAsync(filter, request.Aborted) is not { } found)
            return Answers.NotFound;
        if (request.Flag("includeConsumingWorkflows") == true)
            return new ZipAnswer(ZipName, WriteAsync([found.Id, .. await ConsumersOfAsync([found.DefinitionId], request.Aborted)], request.Aborted));
        var file = await WriteAsync(found, request.Aborted);
        return Answers.File(file.Data, file.FileName);
    }

    private async Task<IResult> ExportManyAsync(ApiRequest request)
    {
        var body = HttpMethods.IsPost(request.Http.Request.Method)
            ? await request.ReadAsync<BulkRequest>()
            : new BulkRequest { Ids = request.Texts("ids"), IncludeConsumingWorkflows = request.Flag("includeConsumingWorkflows") == true };
        var found = (await store.FindSummariesAsync(new WorkflowDefinitionFilter { Ids = BulkRequest.Each("ids", body.Ids) }, request.Aborted)).ToList();
        if (found.Count == 0)
            return Answers.NotFound;
        var ids = found.Select(x => x.Id);
        if (body.IncludeConsumingWorkflows)
            ids = ids.Concat(await ConsumersOfAsync(found.ConvertAll(x => x.DefinitionId), request.Aborted));
        return new ZipAnswer(ZipName, WriteAsync(ids, request.Aborted));
    }

    private async Task<IEnumerable<string>> ConsumersOfAsync(List<string> definitionIds, CancellationToken cancellationToken)
    {
        var graph = await references.BuildGraphAsync(definitionIds, cancellationToken);
        var consumers = graph.ConsumerDefinitionIds.Except(definitionIds, StringComparer.Ordinal).ToList();
        if (consumers.Count == 0)
            return [];
        var filter = new WorkflowDefinitionFilter { DefinitionIds = consumers, VersionOptions = VersionOptions.Latest };
        return (await store.FindSummariesAsync(filter, cancellationToken)).Select(x => x.Id);
    }

    private async IAsyncEnumerable<(string Name, byte[] Content)> WriteAsync(IEnumerable<string> ids, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            // Deleted meanwhile.
            if (await store.FindAsync(new WorkflowDefinitionFilter { Id = id }, cancellationToken) is not { } definition)
                continue;
            var file = await WriteAsync(definition, cancellationToken);
            yield return (file.FileName, file.Data);
        }
    }

    private async Task<WorkflowDefinitionExportResult> WriteAsync(WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        if (definition.MaterializerName == JsonWorkflowMaterializer.MaterializerName)
            return await exporter.ExportDefinitionAsync(definition, cancellationToken);

        // A workflow that is a class has no JSON until somebody asks for it.
        var written = definition.ShallowClone();
        written.StringData = serializer.Serialize((await definitions.MaterializeWorkflowAsync(definition, cancellationToken)).Workflow.Root);
        return await exporter.ExportDefinitionAsync(written, cancellationToken);
    }
}
