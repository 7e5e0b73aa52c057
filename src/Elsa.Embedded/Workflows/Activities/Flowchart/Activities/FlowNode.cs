using System.Runtime.CompilerServices;
using Elsa.Workflows.Attributes;

namespace Elsa.Workflows.Activities.Flowchart.Activities;

/// <summary>Executes the activity that it holds.</summary>
[Activity("Elsa", "Flow", "A simple container that executes the specified activity.", DisplayName = "Container")]
public class FlowNode : Activity
{
    /// <summary>Creates the activity.</summary>
    public FlowNode([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>What is executed.</summary>
    [Port("Body")]
    public IActivity? Body { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.ScheduleActivityAsync(Body, OnBodyCompleted);

    private ValueTask OnBodyCompleted(ActivityCompletedContext context) => context.CompleteActivityAsync();
}
