using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Messages;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Scheduling.Tasks;

/// <summary>Resumes a workflow instance.</summary>
public class ResumeWorkflowTask : ITask, ITold
{
    private readonly ScheduleExistingWorkflowInstanceRequest _request;

    /// <summary>Creates the task.</summary>
    public ResumeWorkflowTask(ScheduleExistingWorkflowInstanceRequest request) => _request = request;

    /// <inheritdoc />
    public async ValueTask ExecuteAsync(TaskExecutionContext context)
    {
        // It may have been resumed otherwise, or its instance deleted, since it was scheduled.
        var bookmarks = context.ServiceProvider.GetRequiredService<IBookmarkStore>();
        if (_request.BookmarkId is not null && await bookmarks.FindAsync(new BookmarkFilter { BookmarkId = _request.BookmarkId }, context.CancellationToken) is null)
            return;

        var client = await context.ServiceProvider.GetRequiredService<IWorkflowRuntime>().CreateClientAsync(_request.WorkflowInstanceId, context.CancellationToken);
        await client.RunInstanceAsync(
            new RunWorkflowInstanceRequest
            {
                BookmarkId = _request.BookmarkId,
                ActivityHandle = _request.ActivityHandle,
                Input = _request.Input,
                Properties = _request.Properties,
            },
            context.CancellationToken);
    }

    string ITold.Telling => $"resumption of {_request.WorkflowInstanceId} at {_request.BookmarkId}";
}
