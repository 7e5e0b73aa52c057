using Elsa.Expressions.Helpers;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Management.Activities.WorkflowDefinitionActivity;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;

namespace Elsa.Workflows.Management.Validation;

/// <summary>The outcomes by which an activity can be left, as far as its definition says.</summary>
internal static class OutcomePorts
{
    private const string Done = "Done";

    /// <summary>The outcomes; null if only its execution shows them.</summary>
    public static IReadOnlyList<string>? Of(IActivity activity, ActivityDescriptor? descriptor)
    {
        if (descriptor is null || activity is NotFoundActivity)
            return null;
        var declared = descriptor.Ports.Where(x => x.Type == PortType.Flow).Select(x => x.Name).ToList();
        if (activity is FlowSwitch flowSwitch)
            return [.. flowSwitch.Cases.Select(x => x.Label), .. declared];
        if (activity is WorkflowDefinitionActivity)
            return [.. declared, Done];
        if (descriptor.InputList.FirstOrDefault(x => x.UIHint == InputUIHints.DynamicOutcomes) is { } named)
            return Written(named.ValueGetter(activity) as Input) is { Count: > 0 } written ? [.. written, .. declared, Done] : null;
        if (declared.Count > 0)
            return declared;

        // A class of a host may use outcomes that it does not declare; those of the engine do not.
        return activity is CodeActivity && activity.GetType().Assembly == typeof(OutcomePorts).Assembly ? [Done] : null;
    }

    private static List<string>? Written(Input? names) => names?.Expression is { Type: "Literal" or "Object" or "Json" } expression
        && expression.Value.TryConvertTo<List<string>>() is { IsSuccess: true, Value: List<string> written } ? written : null;
}
