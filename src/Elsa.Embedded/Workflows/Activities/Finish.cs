using System.Runtime.CompilerServices;
using Elsa.Workflows.Attributes;

namespace Elsa.Workflows.Activities;

/// <summary>Ends the workflow at once; the activities around it are left as they are.</summary>
[Activity("Elsa", "Primitives", "Mark the workflow as finished.")]
public class Finish : CodeActivity, ITerminalNode
{
    /// <summary>Creates the activity.</summary>
    public Finish([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context)
    {
        var workflow = context.WorkflowExecutionContext;
        workflow.ClearCompletionCallbacks();
        workflow.TransitionTo(WorkflowSubStatus.Finished);
    }
}
