using Elsa.Workflows.Activities;
using Elsa.Workflows.Management.Activities.WorkflowDefinitionActivity;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Models;
using Elsa.Workflows.Services;

namespace Elsa.Workflows.Management.Validation;

/// <summary>A workflow on its way to be published: its own activities, not those of the workflows that it uses, and what was found against it.</summary>
internal sealed class WorkflowExamination(Workflow workflow, IActivityRegistry registry, ICollection<WorkflowValidationError> errors)
{
    private readonly Dictionary<(string, int), ActivityDescriptor?> _descriptors = [];

    public Workflow Workflow => workflow;

    public IReadOnlyList<ActivityNode> Nodes { get; } = WorkflowGraphBuilder.WalkOwn(workflow);

    /// <summary>The workflows that this one uses, and those that they use.</summary>
    public IEnumerable<WorkflowDefinitionActivity> UsedWorkflows => WorkflowGraphBuilder.Walk(workflow).Select(x => x.Activity).OfType<WorkflowDefinitionActivity>();

    public ActivityDescriptor? DescriptorOf(IActivity activity)
    {
        var key = (activity.Type, activity.Version);
        if (!_descriptors.TryGetValue(key, out var descriptor))
            _descriptors[key] = descriptor = registry.Find(activity.Type, activity.Version);
        return descriptor;
    }

    /// <summary>The activity as people know it: what the designer shows, and the name by which expressions speak of it.</summary>
    public string NameOf(IActivity activity)
    {
        var shown = activity.Metadata.TryGetValue("displayText", out var text) && text?.ToString() is { Length: > 0 } given
            ? given
            : DescriptorOf(activity)?.DisplayName ?? activity.Type;
        var name = string.IsNullOrWhiteSpace(activity.Name) ? activity.Id : activity.Name;
        return string.Equals(shown, name, StringComparison.Ordinal) ? $"‘{name}’" : $"{shown} ‘{name}’";
    }

    /// <summary>Something is wrong with the workflow itself.</summary>
    public void Refuse(string problem) => errors.Add(new WorkflowValidationError(problem, null));

    /// <summary>Something is wrong with an activity.</summary>
    public void Refuse(IActivity activity, string problem) => errors.Add(new WorkflowValidationError($"{NameOf(activity)}: {problem}", activity.Id));
}
