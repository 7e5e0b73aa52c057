using Elsa.Scheduling;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Messages;
using Microsoft.Extensions.Logging;
using Quartz;

namespace TapeFlows.Scheduling.Workflows;

/// <summary>Resumes a workflow instance at a bookmark whose time has come. The engine burns the bookmark with the burst that it begins, so a firing that comes again finds none.</summary>
internal sealed class ResumeWorkflowJob(IWorkflowRuntime runtime, IBookmarkStore bookmarks, ILogger<ResumeWorkflowJob> logger) : IJob
{
    public static readonly JobKey Key = new("Resume", QuartzWorkflowScheduler.Group);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var request = FireData.RequestOf<ScheduleExistingWorkflowInstanceRequest>(context);
        if (request.BookmarkId is not null && await bookmarks.FindAsync(new BookmarkFilter { BookmarkId = request.BookmarkId }, cancellationToken) is null)
        {
            logger.LogDebug("{Task} is due, but the workflow instance {Instance} no longer waits there", FireData.TaskOf(context), request.WorkflowInstanceId);
            return;
        }

        var client = await runtime.CreateClientAsync(request.WorkflowInstanceId, cancellationToken);
        await client.RunInstanceAsync(
            new RunWorkflowInstanceRequest
            {
                BookmarkId = request.BookmarkId,
                ActivityHandle = request.ActivityHandle,
                Input = request.Input,
                Properties = request.Properties,
            },
            cancellationToken);
    }
}
