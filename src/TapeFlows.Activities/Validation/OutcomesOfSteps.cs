using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Models;
using Elsa.Workflows.UIHints;

namespace TapeFlows.Activities.Validation;

/// <summary>By which outcomes a step can be left.</summary>
internal static class OutcomesOfSteps
{
    // Elsa has no constant for it.
    private const string StatusCodes = "http-status-codes";

    /// <summary>The outcomes: those that its type declares; where the step itself names them, or only its execution shows them, those that somebody drew.</summary>
    public static IReadOnlyCollection<string> Of(Examination examination, IActivity activity, IReadOnlyCollection<string> connected)
    {
        var descriptor = examination.DescriptorOf(activity);
        if (connected.Count > 0 && (descriptor is null || descriptor.Inputs.Any(input => input.UIHint is InputUIHints.DynamicOutcomes or StatusCodes)))
            return connected;
        var declared = descriptor?.Ports.Where(port => port.Type == PortType.Flow).Select(port => port.Name).ToList() ?? [];
        if (activity is FlowSwitch choice)
            declared.InsertRange(0, choice.Cases.Select(one => one.Label));
        return declared.Count > 0 ? declared : connected.Count > 0 ? connected : [After.Done];
    }
}
