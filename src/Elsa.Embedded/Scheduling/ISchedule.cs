namespace Elsa.Scheduling;

/// <summary>Says when something is done.</summary>
public interface ISchedule
{
    /// <summary>Begins to do it.</summary>
    IScheduledTask Schedule(ScheduleContext context);
}

/// <summary>Something that is going to be done.</summary>
public interface IScheduledTask
{
    /// <summary>Sees to it that it is not begun again; what is under way goes on.</summary>
    void Cancel();
}

/// <summary>What a schedule needs.</summary>
/// <param name="ServiceProvider">The host's services.</param>
/// <param name="Task">What is done.</param>
public record class ScheduleContext(IServiceProvider ServiceProvider, ITask Task);
