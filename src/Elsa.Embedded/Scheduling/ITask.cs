namespace Elsa.Scheduling;

/// <summary>Something that is done when its time has come.</summary>
public interface ITask
{
    /// <summary>Does it.</summary>
    ValueTask ExecuteAsync(TaskExecutionContext context);
}

/// <summary>What a task has at hand.</summary>
/// <param name="ServiceProvider">Services of a scope that ends with the task.</param>
/// <param name="CancellationToken">Cancelled when the host stops.</param>
public record class TaskExecutionContext(IServiceProvider ServiceProvider, CancellationToken CancellationToken);
