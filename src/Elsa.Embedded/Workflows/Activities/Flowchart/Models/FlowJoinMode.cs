namespace Elsa.Workflows.Activities.Flowchart.Models;

/// <summary>When a join lets the flow go on.</summary>
public enum FlowJoinMode
{
    /// <summary>When all inbound connections were followed; never, if one cannot be any more.</summary>
    WaitAll,

    /// <summary>When all inbound connections that can still be followed were.</summary>
    WaitAllActive,

    /// <summary>When the first inbound connection is followed; the other branches are cancelled.</summary>
    WaitAny,
}
