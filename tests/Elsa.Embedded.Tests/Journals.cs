using Elsa.Workflows.Models;

namespace Elsa.Embedded.Tests;

/// <summary>Shows journals the way the recorded runs do: one line per event.</summary>
internal static class Journals
{
    public static string[] Journal(this RunWorkflowResult result) =>
        result.Journal.WorkflowExecutionLogEntries.Select(x => $"{x.Sequence} {x.EventName} {x.NodeId} {x.ActivityType}").ToArray();

    public static string[] Statuses(this RunWorkflowResult result) =>
        result.Journal.ActivityExecutionContexts.Select(x => $"{x.NodeId} {x.Status}").ToArray();

    /// <summary>The events of one kind, by activity id.</summary>
    public static string[] Of(this RunWorkflowResult result, string eventName) =>
        result.Journal.WorkflowExecutionLogEntries.Where(x => x.EventName == eventName).Select(x => x.ActivityId).ToArray();
}
