using System.Globalization;
using Quartz;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Store;

namespace TapeFlows.Scheduling.Firing;

/// <summary>What the triggers of tasks carry, as text. It is in the data and not only in the name, because a firing that is recovered has a name of its own.</summary>
internal static class FiringData
{
    private const string Task = "task";
    private const string Run = "run";
    private const string At = "at";

    public static JobDataMap Of(PlannedTime planned) => new() { [Task] = planned.TaskId, [At] = Text(planned.At) };

    public static JobDataMap Of(WakeUp wakeUp) => new() { [Run] = wakeUp.ExecutionId.ToString("D"), [At] = Text(wakeUp.At) };

    public static PlannedTime PlannedOf(IJobExecutionContext context) => new(Read(context, Task), Time(context));

    public static WakeUp WakeUpOf(IJobExecutionContext context) => new(Guid.Parse(Read(context, Run)), Time(context));

    private static string Text(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(IJobExecutionContext context) => DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(Read(context, At), CultureInfo.InvariantCulture));

    private static string Read(IJobExecutionContext context, string key) => context.MergedJobDataMap.TryGetValue(key, out var value) && value is string text
        ? text
        : throw new InvalidOperationException($"The Quartz trigger {context.Trigger.Key} carries no readable '{key}'. It was not made by this scheduler; delete it. The task is scheduled again within minutes.");
}
