using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elsa.Common.Models;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Mappers;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Serialization;

namespace Elsa.Workflows.Management.Services;

/// <summary>Writes versions as files that Studio and this engine read.</summary>
internal sealed class WorkflowDefinitionExporter(IWorkflowDefinitionStore store, WorkflowDefinitionMapper mapper, IWorkflowReferenceGraphBuilder references, DefinitionJson json) : IWorkflowDefinitionExporter
{
    private const string Schema = "https://elsaworkflows.io/schemas/workflow-definition/v3.0.0/schema.json";

    // Zip files have no time zones, and the same content should give the same file.
    private static readonly DateTimeOffset FileTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public async Task<WorkflowDefinitionExportResult?> ExportAsync(
        string definitionId, VersionOptions? versionOptions = null, bool includeConsumingWorkflows = false, CancellationToken cancellationToken = default)
    {
        var filter = new WorkflowDefinitionFilter { DefinitionId = definitionId, VersionOptions = versionOptions ?? VersionOptions.Latest };
        if (await store.FindAsync(filter, cancellationToken) is not { } definition)
            return null;
        return includeConsumingWorkflows
            ? Zip(await WithConsumersAsync([definition], cancellationToken))
            : await ExportDefinitionAsync(definition, cancellationToken);
    }

    public async Task<WorkflowDefinitionExportResult?> ExportManyAsync(ICollection<string> ids, bool includeConsumingWorkflows = false, CancellationToken cancellationToken = default)
    {
        var found = (await store.FindManyAsync(new WorkflowDefinitionFilter { Ids = ids }, cancellationToken)).ToList();
        if (found.Count == 0)
            return null;
        return await ExportDefinitionsAsync(includeConsumingWorkflows ? await WithConsumersAsync(found, cancellationToken) : found, cancellationToken);
    }

    public Task<WorkflowDefinitionExportResult> ExportDefinitionAsync(WorkflowDefinition definition, CancellationToken cancellationToken = default) =>
        Task.FromResult(new WorkflowDefinitionExportResult(Write(definition), FileName(definition)));

    public Task<WorkflowDefinitionExportResult> ExportDefinitionsAsync(ICollection<WorkflowDefinition> definitions, CancellationToken cancellationToken = default) =>
        definitions.Count == 1 ? ExportDefinitionAsync(definitions.First(), cancellationToken) : Task.FromResult(Zip(definitions));

    private WorkflowDefinitionExportResult Zip(IEnumerable<WorkflowDefinition> definitions)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var definition in definitions)
            {
                var entry = archive.CreateEntry(FileName(definition));
                entry.LastWriteTime = FileTime;
                using var content = entry.Open();
                content.Write(Write(definition));
            }
        }

        return new WorkflowDefinitionExportResult(stream.ToArray(), "workflow-definitions.zip");
    }

    private byte[] Write(WorkflowDefinition definition)
    {
        var model = JsonSerializer.SerializeToNode(mapper.MapAsync(definition).Result, json.Options)!.AsObject();
        var file = new JsonObject { ["$schema"] = Schema };
        foreach (var (name, value) in model.Where(x => x.Key != "$schema").ToList())
        {
            model.Remove(name);
            file[name] = value;
        }

        return JsonSerializer.SerializeToUtf8Bytes(file, json.Options);
    }

    // As recorded: workflow-definition-<name>-<definition>-<version>.json.
    private static string FileName(WorkflowDefinition definition)
    {
        var name = new StringBuilder();
        foreach (var letter in $"workflow-definition-{definition.Name ?? "unnamed"}-{definition.DefinitionId}-{definition.Id}".ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
                name.Append(letter);
            else if (name[^1] != '-')
                name.Append('-');
        }

        return name.ToString(0, Math.Min(name.Length, 180)).Trim('-') + ".json";
    }

    private async Task<List<WorkflowDefinition>> WithConsumersAsync(List<WorkflowDefinition> definitions, CancellationToken cancellationToken)
    {
        var graph = await references.BuildGraphAsync(definitions.Select(x => x.DefinitionId).ToList(), cancellationToken);
        var consumers = graph.ConsumerDefinitionIds.Except(definitions.Select(x => x.DefinitionId), StringComparer.Ordinal).ToList();
        var filter = new WorkflowDefinitionFilter { DefinitionIds = consumers, VersionOptions = VersionOptions.Latest };
        return [.. definitions, .. consumers.Count == 0 ? [] : await store.FindManyAsync(filter, cancellationToken)];
    }
}
