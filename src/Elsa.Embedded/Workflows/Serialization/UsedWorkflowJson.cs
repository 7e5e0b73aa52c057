using Elsa.Workflows.Helpers;
using Elsa.Workflows.Management.Activities.WorkflowDefinitionActivity;
using Elsa.Workflows.Models;
using Elsa.Workflows.Services;

namespace Elsa.Workflows.Serialization;

/// <summary>
/// Says which version of which workflow an activity stands for, where the definition left that open: tools send the name of the workflow alone. What a definition does say stands, also where
/// that version is not here. As recorded.
/// </summary>
internal static class UsedWorkflowJson
{
    public static void Complete(WorkflowDefinitionActivity activity, ActivityDescriptor descriptor, ActivityRegistry registry)
    {
        if (string.IsNullOrEmpty(activity.WorkflowDefinitionId))
            activity.WorkflowDefinitionId = Text(descriptor, nameof(activity.WorkflowDefinitionId)) ?? activity.WorkflowDefinitionId;
        if (string.IsNullOrEmpty(activity.WorkflowDefinitionVersionId))
            activity.WorkflowDefinitionVersionId = Text(descriptor, nameof(activity.WorkflowDefinitionVersionId));
        if (activity.LatestAvailablePublishedVersion == 0 && registry.Find(x => x.IsBrowsable && string.Equals(x.TypeName, descriptor.TypeName, StringComparison.Ordinal)) is { } latest)
        {
            activity.LatestAvailablePublishedVersion = latest.Version;
            activity.LatestAvailablePublishedVersionId = Text(latest, nameof(activity.WorkflowDefinitionVersionId));
        }

        // The cells of what has no properties of its own.
        foreach (var input in descriptor.Inputs.Where(x => x.IsSynthetic && activity.Id is not null))
        {
            if (!activity.SyntheticProperties.TryGetValue(input.Name, out var value) || value is not Input { HasDefinedReference: false } argument)
                continue;
            argument.MemoryBlockReference().Id = $"{activity.Id}:input-{Names.Camel(input.Name)}";
            argument.HasDefinedReference = true;
        }
    }

    private static string? Text(ActivityDescriptor descriptor, string property) => descriptor.CustomProperties.TryGetValue(property, out var value) ? value as string : null;
}
