using System.Text.Json.Nodes;
using Elsa.Common.Models;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Mappers;
using Elsa.Workflows.Management.Models;
using Microsoft.Extensions.DependencyInjection;

namespace TapeFlows.Server.Procedures;

/// <summary>The definitions in the engine's store, as this program works with them. Calls only Elsa's public contract.</summary>
/// <param name="services">A scope of the engine's services.</param>
internal sealed class WorkflowShelf(IServiceProvider services)
{
    private readonly IWorkflowDefinitionStore _store = services.GetRequiredService<IWorkflowDefinitionStore>();

    /// <summary>A version; null when there is none.</summary>
    public Task<WorkflowDefinition?> FindAsync(string definitionId, VersionOptions version, CancellationToken cancellationToken) =>
        _store.FindAsync(new WorkflowDefinitionFilter { DefinitionId = definitionId, VersionOptions = version }, cancellationToken);

    /// <summary>The version that a command means.</summary>
    /// <exception cref="UsageException">There is no such definition, or no such version of it.</exception>
    public async Task<WorkflowDefinition> GetAsync(string definitionId, int? version, CancellationToken cancellationToken)
    {
        var meant = version is { } number ? VersionOptions.SpecificVersion(number) : VersionOptions.LatestOrPublished;
        var found = (await _store.FindManyAsync(new WorkflowDefinitionFilter { DefinitionId = definitionId, VersionOptions = meant }, cancellationToken)).ToList();
        // Without a number: what runs, else what is being written.
        if ((found.Find(candidate => candidate.IsPublished) ?? found.FirstOrDefault()) is { } definition)
            return definition;
        throw await MissingAsync(definitionId, version, cancellationToken);
    }

    /// <summary>All versions of a definition, or of those whose ids are given.</summary>
    public async Task<List<WorkflowDefinition>> VersionsAsync(IReadOnlyCollection<string> definitionIds, VersionOptions versions, CancellationToken cancellationToken) =>
        [.. await _store.FindManyAsync(new WorkflowDefinitionFilter { DefinitionIds = [.. definitionIds], VersionOptions = versions }, cancellationToken)];

    /// <summary>The latest and the published version of every definition.</summary>
    public async Task<List<WorkflowDefinition>> ListAsync(CancellationToken cancellationToken) =>
        [.. await _store.FindManyAsync(new WorkflowDefinitionFilter { VersionOptions = VersionOptions.LatestOrPublished }, cancellationToken)];

    /// <summary>Reads the text of a definition.</summary>
    /// <exception cref="IOException">It is none.</exception>
    public WorkflowDefinitionModel Read(DefinitionFile file) => file.Read(services.GetRequiredService<IActivitySerializer>().Deserialize<WorkflowDefinitionModel>);

    /// <summary>Stores a definition as its next version.</summary>
    /// <param name="model">What to store.</param>
    /// <param name="publish">Whether it is used from now on.</param>
    /// <param name="place">Where it comes from, for messages.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The version as it is stored.</returns>
    /// <exception cref="IOException">The engine refuses it; the message says why.</exception>
    public async Task<WorkflowDefinition> AddAsync(WorkflowDefinitionModel model, bool publish, string place, CancellationToken cancellationToken)
    {
        var result = await services.GetRequiredService<IWorkflowDefinitionImporter>().ImportAsync(new SaveWorkflowDefinitionRequest { Model = model, Publish = publish }, cancellationToken);
        if (!result.Succeeded)
            throw new IOException($"{place} cannot be published: {string.Join(" ", result.ValidationErrors.Select(error => error.Message))} It is stored as a draft; the version in use stays in use.");
        return await FindAsync(model.DefinitionId, VersionOptions.Latest, cancellationToken) ?? result.WorkflowDefinition;
    }

    /// <summary>Writes down where a stored version comes from.</summary>
    public async Task MarkAsShippedAsync(WorkflowDefinition version, string fileHash, CancellationToken cancellationToken)
    {
        OriginMark.Write(version, fileHash);
        await _store.SaveAsync(version, cancellationToken);
    }

    /// <summary>A version as a file holds it.</summary>
    public async Task<byte[]> ExportAsync(WorkflowDefinition version, CancellationToken cancellationToken) =>
        (await services.GetRequiredService<IWorkflowDefinitionExporter>().ExportDefinitionAsync(version, cancellationToken)).Data;

    /// <summary>A version as JSON, for comparison.</summary>
    public async Task<JsonObject> ToJsonAsync(WorkflowDefinition version, CancellationToken cancellationToken) =>
        JsonNode.Parse(await ExportAsync(version, cancellationToken))!.AsObject();

    /// <summary>A file as JSON, written the way a stored version is, so that only real differences remain.</summary>
    public Task<JsonObject> ToJsonAsync(DefinitionFile file, CancellationToken cancellationToken) =>
        ToJsonAsync(services.GetRequiredService<WorkflowDefinitionMapper>().MapToWorkflowDefinition(Read(file)), cancellationToken);

    private async Task<UsageException> MissingAsync(string definitionId, int? version, CancellationToken cancellationToken)
    {
        var versions = await VersionsAsync([definitionId], VersionOptions.All, cancellationToken);
        if (versions.Count > 0)
            return new UsageException($"The workflow '{definitionId}' has no version {version}; it has {string.Join(", ", versions.Select(candidate => candidate.Version).Order())}.");
        return new UsageException($"There is no workflow '{definitionId}'. 'tapeflows workflows list' names all there are.");
    }
}
