using Elsa.Workflows.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Scheduling.Tasks;

/// <summary>Starts a workflow.</summary>
public class RunWorkflowTask : ITask, ITold
{
    private readonly ScheduleNewWorkflowInstanceRequest _request;

    /// <summary>Creates the task.</summary>
    public RunWorkflowTask(ScheduleNewWorkflowInstanceRequest request) => _request = request;

    /// <inheritdoc />
    public async ValueTask ExecuteAsync(TaskExecutionContext context) => await context.ServiceProvider.GetRequiredService<IWorkflowStarter>().StartWorkflowAsync(
        new StartWorkflowRequest
        {
            WorkflowDefinitionHandle = _request.WorkflowDefinitionHandle,
            TriggerActivityId = _request.TriggerActivityId,
            CorrelationId = _request.CorrelationId,
            ParentId = _request.ParentId,
            Input = _request.Input,
            Properties = _request.Properties,
            Variables = _request.Variables,
        },
        context.CancellationToken);

    string ITold.Telling => $"start of {_request.WorkflowDefinitionHandle} by {_request.TriggerActivityId}";
}
