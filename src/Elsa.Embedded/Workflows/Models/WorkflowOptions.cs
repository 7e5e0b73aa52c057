using System.Text.Json;
using Elsa.Workflows.Serialization;

namespace Elsa.Workflows.Models;

/// <summary>How a workflow behaves.</summary>
public class WorkflowOptions : IKeepsUnknown, INamesTypes
{
    /// <summary>The rule that says whether a new instance may start.</summary>
    public Type? ActivationStrategyType { get; set; }

    /// <summary>What happens when an activity faults.</summary>
    public Type? IncidentStrategyType { get; set; }

    /// <summary>Whether other workflows may use this one as an activity.</summary>
    public bool? UsableAsActivity { get; set; }

    /// <summary>The group in which tools show it as an activity.</summary>
    public string? ActivityCategory { get; set; }

    /// <summary>Whether workflows that use this one follow its new versions.</summary>
    public bool AutoUpdateConsumingWorkflows { get; set; }

    /// <summary>When the state is stored.</summary>
    public string? CommitStrategyName { get; set; }

    IDictionary<string, JsonElement>? IKeepsUnknown.Unknown { get; set; }

    Dictionary<string, string> INamesTypes.TypeNames { get; } = [];
}
