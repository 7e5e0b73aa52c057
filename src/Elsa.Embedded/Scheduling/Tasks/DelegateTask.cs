namespace Elsa.Scheduling.Tasks;

/// <summary>A task that code says.</summary>
public class DelegateTask : ITask
{
    private readonly Func<TaskExecutionContext, ValueTask> _task;

    /// <summary>Creates the task.</summary>
    public DelegateTask(Func<TaskExecutionContext, ValueTask> task) => _task = task;

    /// <inheritdoc />
    public ValueTask ExecuteAsync(TaskExecutionContext context) => _task(context);
}
