using Elsa.Expressions.Helpers;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Management.Activities.WorkflowDefinitionActivity;

/// <summary>What goes in and out of a workflow that is used as an activity: inputs and outputs of the activity, not of the instance.</summary>
internal static class UsedWorkflow
{
    /// <summary>The value of an input; null if the workflow has no such input, or it was not set.</summary>
    public static object? GetInputOfWorkflow(this ActivityExecutionContext user, string name)
    {
        var descriptor = user.ActivityDescriptor.Inputs.FirstOrDefault(x => string.Equals(x.Name, name, StringComparison.OrdinalIgnoreCase));
        return descriptor is not null && user.Activity.SyntheticProperties.TryGetValue(descriptor.Name, out var property)
            && property is Input input && user.TryGet(input.MemoryBlockReference(), out var value)
            ? value.ConvertTo(descriptor.Type)
            : null;
    }

    /// <summary>Sets an output; one that the workflow does not declare is only recorded.</summary>
    public static void SetOutputOfWorkflow(this ActivityExecutionContext user, string name, object? value)
    {
        var descriptor = user.ActivityDescriptor.Outputs.FirstOrDefault(x => string.Equals(x.Name, name, StringComparison.OrdinalIgnoreCase));
        var output = descriptor is not null && user.Activity.SyntheticProperties.TryGetValue(descriptor.Name, out var property) ? property as Output : null;
        user.Set(output, descriptor is null ? value : value.ConvertTo(descriptor.Type), descriptor?.Name ?? name);
    }
}
