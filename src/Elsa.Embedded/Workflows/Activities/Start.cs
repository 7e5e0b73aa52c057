using System.Runtime.CompilerServices;
using Elsa.Workflows.Attributes;

namespace Elsa.Workflows.Activities;

/// <summary>Marks where a flowchart starts.</summary>
[Activity("Elsa", "Flow", "A milestone activity that marks the start of a flowchart.", Kind = ActivityKind.Action)]
public class Start : CodeActivity, IStartNode
{
    /// <summary>Creates the activity.</summary>
    public Start([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }
}

/// <summary>Ends a flowchart.</summary>
[Activity("Elsa", "Flow", "A milestone activity that marks the end of a flowchart.", Kind = ActivityKind.Action)]
public class End : CodeActivity, ITerminalNode
{
    /// <summary>Creates the activity.</summary>
    public End([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }
}
