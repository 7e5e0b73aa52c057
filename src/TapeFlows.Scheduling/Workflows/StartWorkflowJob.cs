using Elsa.Scheduling;
using Elsa.Workflows.Management;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Messages;
using Microsoft.Extensions.Logging;
using Quartz;

namespace TapeFlows.Scheduling.Workflows;

/// <summary>Starts a workflow whose time has come, once for each planned time.</summary>
/// <remarks>
/// The instance gets an id that follows from the planned time: when the node dies after the instance was stored, and Quartz has the firing recovered, the instance is there already and the engine goes on with it.
/// A workflow with an activation strategy is started by the engine's starter, which decides in the database who may start and gives an id of its own.
/// </remarks>
internal sealed class StartWorkflowJob(
    IWorkflowRuntime runtime,
    IWorkflowStarter starter,
    IWorkflowDefinitionService definitions,
    ITriggerStore triggers,
    ILogger<StartWorkflowJob> logger) : IJob
{
    public static readonly JobKey Key = new("Start", QuartzWorkflowScheduler.Group);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var task = FireData.TaskOf(context);
        var request = FireData.RequestOf<ScheduleNewWorkflowInstanceRequest>(context);
        var graph = await definitions.FindWorkflowGraphAsync(request.WorkflowDefinitionHandle, cancellationToken);
        if (graph is null || !await IsWantedAsync(request, cancellationToken))
        {
            // The node died between taking the trigger out of the index and taking it out of the schedule.
            logger.LogInformation("{Task} is due, but its workflow no longer has the trigger {Activity}: it is unscheduled", task, request.TriggerActivityId);
            await context.Scheduler.UnscheduleJob(new TriggerKey(task, QuartzWorkflowScheduler.Group), CancellationToken.None);
            return;
        }

        if (graph.Workflow.Options.ActivationStrategyType is null)
            await StartAsync(Occurrence.InstanceIdOf(context), request, cancellationToken);
        else
            await StartIfAllowedAsync(task, request, cancellationToken);
    }

    private async Task<bool> IsWantedAsync(ScheduleNewWorkflowInstanceRequest request, CancellationToken cancellationToken)
    {
        if (request.TriggerActivityId is null)
            return true;
        var filter = new TriggerFilter { WorkflowDefinitionId = request.WorkflowDefinitionHandle.DefinitionId, WorkflowDefinitionVersionId = request.WorkflowDefinitionHandle.DefinitionVersionId };
        return (await triggers.FindManyAsync(filter, cancellationToken)).Any(x => x.ActivityId == request.TriggerActivityId);
    }

    private async Task StartAsync(string instanceId, ScheduleNewWorkflowInstanceRequest request, CancellationToken cancellationToken)
    {
        var client = await runtime.CreateClientAsync(instanceId, cancellationToken);
        if (await client.InstanceExistsAsync(cancellationToken))
        {
            logger.LogInformation("The workflow instance {Instance} was started before the node died that started it", instanceId);
            return;
        }

        await client.CreateAndRunInstanceAsync(
            new CreateAndRunWorkflowInstanceRequest
            {
                WorkflowDefinitionHandle = request.WorkflowDefinitionHandle,
                TriggerActivityId = request.TriggerActivityId,
                CorrelationId = request.CorrelationId,
                ParentId = request.ParentId,
                Input = request.Input,
                Properties = request.Properties,
                Variables = request.Variables,
            },
            cancellationToken);
    }

    private async Task StartIfAllowedAsync(string task, ScheduleNewWorkflowInstanceRequest request, CancellationToken cancellationToken)
    {
        var response = await starter.StartWorkflowAsync(
            new StartWorkflowRequest
            {
                WorkflowDefinitionHandle = request.WorkflowDefinitionHandle,
                TriggerActivityId = request.TriggerActivityId,
                CorrelationId = request.CorrelationId,
                ParentId = request.ParentId,
                Input = request.Input,
                Properties = request.Properties,
                Variables = request.Variables,
            },
            cancellationToken);
        if (response.CannotStart)
            logger.LogInformation("{Task} is due, but the activation strategy of its workflow does not allow a start now", task);
    }
}
