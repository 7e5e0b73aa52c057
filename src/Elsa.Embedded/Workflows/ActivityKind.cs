namespace Elsa.Workflows;

/// <summary>What an activity is good for.</summary>
public enum ActivityKind
{
    /// <summary>Does something at once.</summary>
    Action,

    /// <summary>May start a workflow or wait for an event.</summary>
    Trigger,

    /// <summary>Always runs in the background.</summary>
    Job,

    /// <summary>May run in the background.</summary>
    Task,
}
