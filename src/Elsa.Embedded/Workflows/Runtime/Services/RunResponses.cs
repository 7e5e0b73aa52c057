using Elsa.Workflows.Runtime.Messages;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>Answers made from states.</summary>
internal static class RunResponses
{
    public static RunWorkflowInstanceResponse Of(WorkflowState state, bool includeOutput = false) => new()
    {
        WorkflowInstanceId = state.Id,
        Status = state.Status,
        SubStatus = state.SubStatus,
        Bookmarks = state.Bookmarks,
        Incidents = state.Incidents,
        Output = includeOutput ? state.Output : null,
    };
}
