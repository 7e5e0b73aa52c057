using Elsa.Common;
using Elsa.Scheduling;
using Elsa.Scheduling.Activities;
using Elsa.Scheduling.Bookmarks;
using Elsa.Workflows;
using Elsa.Workflows.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Extensions;

/// <summary>Makes an activity wait for a point in time.</summary>
public static class DelayActivityExecutionContextExtensions
{
    /// <summary>Waits for a time; then the callback is called, or the activity completes without one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative or longer than 100 years.</exception>
    public static void DelayFor(this ActivityExecutionContext context, TimeSpan delay, ExecuteActivityDelegate? callback = null) =>
        context.WaitUntil(SchedulingLimits.After(context.Now(), delay, "The delay"), callback);

    /// <summary>Waits until a point in time; then the callback is called, or the activity completes without one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The point in time is more than 100 years ahead.</exception>
    public static void DelayUntil(this ActivityExecutionContext context, DateTimeOffset resumeAt, ExecuteActivityDelegate? callback = null) =>
        context.WaitUntil(SchedulingLimits.At(context.Now(), resumeAt, "The end of the delay"), callback);

    private static void WaitUntil(this ActivityExecutionContext context, DateTimeOffset resumeAt, ExecuteActivityDelegate? callback) => context.CreateBookmark(new CreateBookmarkArgs
    {
        BookmarkName = SchedulingStimulusNames.Delay,
        Stimulus = new DelayPayload(resumeAt),
        Callback = callback,
    });

    internal static DateTimeOffset Now(this ActivityExecutionContext context) => context.WorkflowExecutionContext.ServiceProvider.GetRequiredService<ISystemClock>().UtcNow;
}
