using Elsa.Common;
using Elsa.Scheduling;
using Elsa.Scheduling.Activities;
using Elsa.Scheduling.Bookmarks;
using Elsa.Workflows;
using Elsa.Workflows.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Extensions;

/// <summary>Makes an activity wait for an interval.</summary>
public static class TimerActivityExecutionContextExtensions
{
    /// <summary>What a trigger waits for that starts its workflow at an interval, first one interval from now.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The interval is shorter than a second or longer than 100 years.</exception>
    public static TimerTriggerPayload GetTimerTriggerStimulus(this TriggerIndexingContext context, TimeSpan interval)
    {
        var checkedInterval = SchedulingLimits.Interval(interval, "The interval");
        var now = context.ExpressionExecutionContext.GetRequiredService<ISystemClock>().UtcNow;
        return new TimerTriggerPayload(now + checkedInterval, checkedInterval);
    }

    /// <summary>Waits for an interval; then the callback is called, which may wait again, or the activity completes without one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The interval is shorter than a second or longer than 100 years.</exception>
    public static void RepeatWithInterval(this ActivityExecutionContext context, TimeSpan interval, ExecuteActivityDelegate? callback = null) =>
        context.CreateBookmark(new CreateBookmarkArgs
        {
            BookmarkName = SchedulingStimulusNames.Timer,
            Stimulus = new TimerBookmarkPayload(context.Now() + SchedulingLimits.Interval(interval, "The interval")),
            Callback = callback,
        });
}
