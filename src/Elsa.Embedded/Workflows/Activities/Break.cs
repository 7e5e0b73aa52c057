using System.Runtime.CompilerServices;
using Elsa.Extensions;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Signals;

namespace Elsa.Workflows.Activities;

/// <summary>Ends the loop around it.</summary>
[Activity("Elsa", "Looping", "Break out of a loop.")]
public class Break : CodeActivity, ITerminalNode
{
    /// <summary>Creates the activity.</summary>
    public Break([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.SendSignalAsync(new BreakSignal());
}
