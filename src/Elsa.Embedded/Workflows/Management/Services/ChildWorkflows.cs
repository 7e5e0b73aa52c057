using Elsa.Common.Models;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Activities.WorkflowDefinitionActivity;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Models;
using Elsa.Workflows.Services;

namespace Elsa.Workflows.Management.Services;

/// <summary>Puts into a workflow the workflows that it uses as activities. One that is not there, or that uses itself, says so when it is executed or published.</summary>
internal sealed class ChildWorkflows(IWorkflowDefinitionStore store, IMaterializerRegistry materializers)
{
    private const int MaxDepth = 32;
    private const int MaxChildren = 2000;

    public Task LoadAsync(Workflow workflow, CancellationToken cancellationToken) => LoadAsync(workflow, new Load([workflow.Identity.DefinitionId]), cancellationToken);

    private async Task LoadAsync(Workflow workflow, Load load, CancellationToken cancellationToken)
    {
        foreach (var activity in WorkflowGraphBuilder.Walk(workflow).Select(x => x.Activity).OfType<WorkflowDefinitionActivity>().Where(x => x.Root is null).ToList())
        {
            if (load.Path.Contains(activity.WorkflowDefinitionId, StringComparer.Ordinal))
                activity.Problem = $"The workflow '{activity.WorkflowDefinitionId}' uses itself: {string.Join(" -> ", [.. load.Path, activity.WorkflowDefinitionId])}. Take the activity '{activity.Id}' out of this circle.";
            else if (load.Path.Count >= MaxDepth || ++load.Count > MaxChildren)
                activity.Problem = $"Workflows are used inside workflows more than {MaxDepth} levels deep or {MaxChildren} times. Start '{activity.WorkflowDefinitionId}' by ExecuteWorkflow instead.";
            else
                await LoadAsync(activity, load, cancellationToken);
        }
    }

    private async Task LoadAsync(WorkflowDefinitionActivity activity, Load load, CancellationToken cancellationToken)
    {
        var definition = await FindAsync(activity, cancellationToken);
        if (definition is null || materializers.GetMaterializer(definition.MaterializerName) is not { } materializer)
        {
            activity.Problem = $"The workflow '{activity.WorkflowDefinitionId}' that the activity '{activity.Id}' uses is not there. Import or publish it, or take the activity out.";
            return;
        }

        var child = await materializer.MaterializeAsync(definition, cancellationToken);
        load.Path.Add(definition.DefinitionId);
        await LoadAsync(child, load, cancellationToken);
        load.Path.RemoveAt(load.Path.Count - 1);

        // Names the activities of the child as if it stood alone, as the recorded runs show.
        WorkflowGraphBuilder.Name(child);
        activity.Root = child;
    }

    private async Task<WorkflowDefinition?> FindAsync(WorkflowDefinitionActivity activity, CancellationToken cancellationToken)
    {
        if (activity.WorkflowDefinitionVersionId is { Length: > 0 } versionId && await store.FindAsync(new WorkflowDefinitionFilter { Id = versionId }, cancellationToken) is { } named)
            return named;
        // A definition that came from another host names versions that were never here; the number and then the one in use stand for them.
        var versions = new[] { VersionOptions.SpecificVersion(activity.Version), VersionOptions.Published };
        foreach (var version in versions.Where(_ => !string.IsNullOrEmpty(activity.WorkflowDefinitionId)))
        {
            if (await store.FindAsync(new WorkflowDefinitionFilter { DefinitionId = activity.WorkflowDefinitionId, VersionOptions = version }, cancellationToken) is { } found)
                return found;
        }

        return null;
    }

    private sealed class Load(List<string> path)
    {
        public List<string> Path => path;

        public int Count { get; set; }
    }
}
