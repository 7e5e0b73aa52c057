using System.Text.Json;
using System.Text.Json.Nodes;
using Elsa.Models;
using Elsa.Workflows.Api.Descriptors;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Mappers;
using Elsa.Workflows.Management.Materializers;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Serialization;

namespace Elsa.Workflows.Api.Definitions;

/// <summary>Versions of definitions as tools see them.</summary>
internal sealed class DefinitionViews(WorkflowDefinitionMapper mapper, IWorkflowDefinitionService definitions, IMaterializerRegistry materializers, TypeAliases aliases)
{
    /// <summary>A version with its activities, what the caller may do with it, and the mark of the edit it stems from.</summary>
    public async Task<JsonObject> ShowAsync(WorkflowDefinition definition, ApiRequest request)
    {
        var view = View(await ModelOfAsync(definition, request.Aborted), request.Json);
        view.Insert(0, "links", JsonSerializer.SerializeToNode(DefinitionLinks.Of(definition.DefinitionId, IsReadonly(definition), request), request.Json.States));
        EditMark.Write(view, definition);
        return view;
    }

    /// <summary>What a definition contains, whichever version it is: equal for definitions that tools cannot tell apart.</summary>
    public string ContentOf(WorkflowDefinitionModel model, ApiJson json)
    {
        var view = View(model, json);
        foreach (var name in new[] { "id", "version", "createdAt", "toolVersion", "isLatest", "isPublished" })
            view.Remove(name);
        return view.ToJsonString();
    }

    private JsonObject View(WorkflowDefinitionModel model, ApiJson json)
    {
        var view = JsonSerializer.SerializeToNode(model, json.Definitions)!.AsObject();
        view.Remove("$schema");
        NameDrivers(view);
        return view;
    }

    /// <summary>The versions of a list.</summary>
    public List<SummaryView> Show(IEnumerable<WorkflowDefinitionSummary> summaries, ApiRequest request) =>
        summaries.Select(x => new SummaryView(x, DefinitionLinks.Of(x.DefinitionId, x.IsReadonly || x.MaterializerName == CodeWorkflowMaterializer.MaterializerName, request), materializers.IsMaterializerAvailable(x.MaterializerName))).ToList();

    /// <summary>Whether the definition comes with the product, so that it must not be changed under its own name.</summary>
    public static bool IsReadonly(WorkflowDefinition definition) => definition.IsReadonly || definition.MaterializerName == CodeWorkflowMaterializer.MaterializerName;

    private async Task<WorkflowDefinitionModel> ModelOfAsync(WorkflowDefinition definition, CancellationToken cancellationToken)
    {
        // A workflow that is a class has no JSON until somebody asks for it.
        if (definition.MaterializerName == JsonWorkflowMaterializer.MaterializerName)
            return await mapper.MapAsync(definition, cancellationToken);
        var model = mapper.Map((await definitions.MaterializeWorkflowAsync(definition, cancellationToken)).Workflow);
        (model.IsLatest, model.IsPublished, model.IsReadonly) = (definition.IsLatest, definition.IsPublished, definition.IsReadonly);
        return model;
    }

    // Studio finds a driver only by the name in its list.
    private void NameDrivers(JsonObject view)
    {
        const string driver = "storageDriverTypeName";
        foreach (var variable in view["variables"]?.AsArray().OfType<JsonObject>() ?? [])
        {
            if (variable[driver]?.GetValue<string>() is { } name && aliases.TryFind(name, out var type))
                variable[driver] = TypeDescriptors.LongName(type);
        }
    }
}

/// <summary>A version in a list.</summary>
internal sealed class SummaryView(WorkflowDefinitionSummary summary, List<Link> links, bool isMaterializerAvailable)
{
    public List<Link> Links => links;
    public bool IsMaterializerAvailable => isMaterializerAvailable;
    public string Id => summary.Id;
    public string DefinitionId => summary.DefinitionId;
    public string? Name => summary.Name;
    public string? Description => summary.Description;
    public int? Version => summary.Version;
    public Version? ToolVersion => summary.ToolVersion;
    public bool IsLatest => summary.IsLatest;
    public bool IsPublished => summary.IsPublished;
    public string? ProviderName => summary.ProviderName;
    public string MaterializerName => summary.MaterializerName;
    public DateTimeOffset CreatedAt => summary.CreatedAt;
    public bool IsReadonly => summary.IsReadonly;
}
