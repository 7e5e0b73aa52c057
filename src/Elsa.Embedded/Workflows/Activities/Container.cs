using Elsa.Workflows.Memory;

namespace Elsa.Workflows.Activities;

/// <summary>Base of activities that hold a list of others.</summary>
public abstract class Container : Activity, IVariableContainer
{
    /// <summary>Creates a container.</summary>
    protected Container(string? source = null, int? line = null) : base(source, line)
    {
    }

    /// <summary>The activities.</summary>
    public ICollection<IActivity> Activities { get; set; } = new List<IActivity>();

    /// <inheritdoc />
    public ICollection<Variable> Variables { get; set; } = new List<Variable>();

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => ScheduleChildrenAsync(context);

    /// <summary>Schedules the activities that come first.</summary>
    protected virtual ValueTask ScheduleChildrenAsync(ActivityExecutionContext context)
    {
        ScheduleChildren(context);
        return ValueTask.CompletedTask;
    }

    /// <summary>Schedules the activities that come first.</summary>
    protected virtual void ScheduleChildren(ActivityExecutionContext context)
    {
    }
}
