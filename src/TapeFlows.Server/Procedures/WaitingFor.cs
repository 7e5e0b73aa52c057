using Elsa.Http.Bookmarks;
using Elsa.Scheduling.Bookmarks;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Stimuli;
using TapeFlows.Activities.Texts;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.Procedures;

/// <summary>What an instance waits for, in words.</summary>
internal static class WaitingFor
{
    /// <summary>The words for one of its bookmarks, with the activity that waits.</summary>
    public static string Words(Bookmark bookmark) => $"{Subject(bookmark)} (activity {bookmark.ActivityId})";

    private static string Subject(Bookmark bookmark) => bookmark.Payload switch
    {
        DelayPayload delay => Amount.OfMoment(delay.ResumeAt),
        TimerBookmarkPayload timer => Amount.OfMoment(timer.ResumeAt),
        CronBookmarkPayload cron => Amount.OfMoment(cron.ExecuteAt),
        StartAtPayload start => Amount.OfMoment(start.ExecuteAt),
        EventStimulus happening => $"the event '{happening.EventName}'",
        HttpEndpointBookmarkPayload request => $"{request.Method.ToUpperInvariant()} /workflows/{request.Path.TrimStart('/')}",
        RunTaskStimulus task => $"somebody to complete the task '{task.TaskName}' ({task.TaskId})",
        ExecuteWorkflowStimulus child => $"the run {child.ChildInstanceId} to end",
        DispatchWorkflowStimulus child => $"the run {child.ChildInstanceId} to end",
        _ => bookmark.Name,
    };
}
