using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Runtime;
using Microsoft.AspNetCore.Http;

namespace Elsa.Workflows.Api.Runtime;

/// <summary>Pauses, resumes and drains the runtime.</summary>
internal sealed class RuntimeAdmin(IWorkflowRuntimeAdminService admin)
{
    public static void Map(ApiRoutes routes)
    {
        routes.Get<RuntimeAdmin>("admin/workflow-runtime/status", (x, request) => x.GetStatusAsync(request), PermissionNames.ReadWorkflowRuntime, PermissionNames.ManageWorkflowRuntime);
        routes.Post<RuntimeAdmin>("admin/workflow-runtime/pause", (x, request) => x.PauseAsync(request), PermissionNames.ManageWorkflowRuntime);
        routes.Post<RuntimeAdmin>("admin/workflow-runtime/resume", (x, request) => x.ResumeAsync(request), PermissionNames.ManageWorkflowRuntime);
        routes.Post<RuntimeAdmin>("admin/workflow-runtime/force-drain", (x, request) => x.DrainAsync(request), PermissionNames.ManageWorkflowRuntime);
    }

    private Task<IResult> GetStatusAsync(ApiRequest request) => Task.FromResult(Answer(request));

    private async Task<IResult> PauseAsync(ApiRequest request)
    {
        await admin.PauseAsync((await request.ReadAsync<ReasonRequest>()).Reason, request.Caller, request.Aborted);
        return Answer(request);
    }

    private async Task<IResult> ResumeAsync(ApiRequest request)
    {
        if (admin.GetStatus().State.Reason.HasFlag(QuiescenceReason.Drain))
            throw new ApiException(StatusCodes.Status409Conflict, new Dictionary<string, string[]> { ["generalErrors"] = ["The runtime is being drained: start the host again."] });
        await admin.ResumeAsync(request.Caller, request.Aborted);
        return Answer(request);
    }

    private async Task<IResult> DrainAsync(ApiRequest request)
    {
        // Half a drain helps nobody, whoever waits for it.
        var outcome = await admin.ForceDrainAsync((await request.ReadAsync<ReasonRequest>()).Reason, request.Caller, CancellationToken.None);
        return request.Answer(new
        {
            Outcome = new
            {
                outcome.OverallResult,
                outcome.StartedAt,
                outcome.CompletedAt,
                outcome.PausePhaseDuration,
                outcome.WaitPhaseDuration,
                Sources = outcome.Sources.Select(x => new { x.Name, x.State, LastError = x.LastError?.Message }).ToList(),
                outcome.ExecutionCyclesForceCancelledCount,
                outcome.ForceCancelledInstanceIds,
            },
        });
    }

    private IResult Answer(ApiRequest request)
    {
        var status = admin.GetStatus();
        return request.Answer(new
        {
            State = new
            {
                status.State.Reason,
                status.State.IsAcceptingNewWork,
                status.State.PausedAt,
                status.State.DrainStartedAt,
                status.State.PauseReasonText,
                status.State.PauseRequestedBy,
                status.State.GenerationId,
            },
            Sources = status.Sources.Select(x => new { x.Name, x.State, LastError = x.LastError?.Message, x.LastTransitionAt }).ToList(),
            status.ActiveExecutionCycleCount,
        });
    }

    private sealed class ReasonRequest
    {
        public string? Reason { get; set; }
    }
}
