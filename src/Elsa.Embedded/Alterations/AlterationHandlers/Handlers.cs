using Elsa.Alterations.AlterationTypes;
using Elsa.Alterations.Core.Abstractions;
using Elsa.Alterations.Core.Contexts;
using Elsa.Common.Models;
using Elsa.Expressions.Helpers;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Memory;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Alterations.AlterationHandlers;

internal sealed class CancelHandler : AlterationHandlerBase<Cancel>
{
    protected override ValueTask HandleAsync(AlterationContext context, Cancel alteration)
    {
        if (context.WorkflowExecutionContext.Status == WorkflowStatus.Finished)
        {
            context.Fail($"The workflow instance '{context.WorkflowExecutionContext.Id}' is finished.");
            return ValueTask.CompletedTask;
        }

        context.WorkflowExecutionContext.Cancel();
        context.Succeed();
        return ValueTask.CompletedTask;
    }
}

internal sealed class CancelActivityHandler : AlterationHandlerBase<CancelActivity>
{
    protected override async ValueTask HandleAsync(AlterationContext context, CancelActivity alteration)
    {
        var named = Executions.Find(context, alteration.ActivityInstanceId, alteration.ActivityId).Where(x => !x.IsEnded).ToList();
        if (named.Count == 0)
        {
            context.Fail($"Nothing of the activity '{alteration.ActivityInstanceId ?? alteration.ActivityId}' is under way.");
            return;
        }

        foreach (var execution in named)
            await execution.CancelActivityAsync();
        context.Succeed();
    }
}

internal sealed class ModifyVariableHandler : AlterationHandlerBase<ModifyVariable>
{
    protected override ValueTask HandleAsync(AlterationContext context, ModifyVariable alteration)
    {
        // Variables of the workflow, or of a composite that is under way.
        var workflow = context.WorkflowExecutionContext;
        foreach (var execution in workflow.ActivityExecutionContexts.Where(x => x.ParentActivityExecutionContext is null || !x.IsEnded))
        {
            if (execution.Variables.FirstOrDefault(x => x.Id == alteration.VariableId) is not { } variable || !execution.ExpressionExecutionContext.TryGetBlock(variable, out var block))
                continue;
            block.Value = alteration.Value.ConvertTo(variable.ValueType);
            execution.Taint();
            context.Succeed();
            return ValueTask.CompletedTask;
        }

        context.Fail($"The workflow '{context.Workflow.Identity.DefinitionId}' has no variable '{alteration.VariableId}' that has a value now.");
        return ValueTask.CompletedTask;
    }
}

internal sealed class MigrateHandler : AlterationHandlerBase<Migrate>
{
    protected override async ValueTask HandleAsync(AlterationContext context, Migrate alteration)
    {
        var services = context.ServiceProvider;
        var current = context.WorkflowExecutionContext;
        var identity = context.Workflow.Identity;
        var target = await services.GetRequiredService<IWorkflowDefinitionService>().FindWorkflowGraphAsync(identity.DefinitionId, VersionOptions.SpecificVersion(alteration.TargetVersion), context.CancellationToken);
        if (target is null)
        {
            context.Fail($"There is no version {alteration.TargetVersion} of the workflow definition '{identity.DefinitionId}'.");
            return;
        }

        // Whatever is under way is looked up by its path; a version without it is refused by name.
        await services.GetRequiredService<IVariablePersistenceManager>().SaveVariablesAsync(current);
        var state = services.GetRequiredService<IWorkflowStateExtractor>().Extract(current);
        (state.DefinitionVersionId, state.DefinitionVersion) = (target.Workflow.Identity.Id, target.Workflow.Identity.Version);
        var migrated = await WorkflowExecutionContext.CreateAsync(services, target, state, cancellationToken: context.CancellationToken);
        foreach (var line in current.ExecutionLog)
            migrated.ExecutionLog.Add(line);
        context.WorkflowExecutionContext = migrated;
        context.Succeed();
    }
}

internal sealed class ScheduleActivityHandler : AlterationHandlerBase<ScheduleActivity>
{
    protected override ValueTask HandleAsync(AlterationContext context, ScheduleActivity alteration)
    {
        if (Schedule(context, alteration) is { } problem)
            context.Fail(problem);
        else
            context.Succeed();
        return ValueTask.CompletedTask;
    }

    private static string? Schedule(AlterationContext context, ScheduleActivity alteration)
    {
        var workflow = context.WorkflowExecutionContext;
        if (workflow.SubStatus is WorkflowSubStatus.Finished or WorkflowSubStatus.Cancelled)
            return $"The workflow instance '{workflow.Id}' is finished: nothing can be scheduled there any more.";
        var named = Executions.Find(context, alteration.ActivityInstanceId, alteration.ActivityId).ToList();
        var faulted = named.Where(x => x.Status == ActivityStatus.Faulted).ToList();
        if (alteration.ActivityInstanceId is not null && named.Count == 0)
            return $"There is no execution '{alteration.ActivityInstanceId}' that is under way or faulted.";
        if (named.Find(x => x.IsCompleted) is { } done && alteration.ActivityInstanceId is not null)
            return $"The execution '{done.Id}' of the activity '{done.Activity.Id}' is over.";
        if (faulted.Count == 0 && alteration.ActivityInstanceId is null)
            return ScheduleAnew(workflow, alteration.ActivityId);

        foreach (var execution in faulted.Count > 0 ? faulted : named)
            Retry(workflow, execution);
        return null;
    }

    private static void Retry(WorkflowExecutionContext workflow, ActivityExecutionContext execution)
    {
        if (execution.Status == ActivityStatus.Faulted)
        {
            execution.RecoverFromFault();
            foreach (var incident in workflow.Incidents.Where(x => x.ActivityNodeId == execution.NodeId).ToList())
                workflow.Incidents.Remove(incident);
        }

        Revive(workflow);
        workflow.ScheduleActivityExecutionContext(execution);
    }

    // It runs inside of what is around it in the definition, if that is under way; nobody waits for it.
    private static string? ScheduleAnew(WorkflowExecutionContext workflow, string? activityId)
    {
        if (activityId is null || workflow.FindNodeByActivityId(activityId) is not { } node)
            return $"The workflow '{workflow.Workflow.Identity.DefinitionId}' has no activity '{activityId}'.";
        var owner = workflow.ActivityExecutionContexts.LastOrDefault(x => !x.IsEnded && node.Parents.Any(parent => ReferenceEquals(parent.Activity, x.Activity)));
        Revive(workflow);
        if (owner is null)
            workflow.ScheduleActivity(node.Activity);
        else
            workflow.Schedule(node, owner, options: null);
        return null;
    }

    private static void Revive(WorkflowExecutionContext workflow)
    {
        if (workflow.Status != WorkflowStatus.Finished)
            return;
        workflow.TransitionTo(WorkflowSubStatus.Suspended);
        workflow.FinishedAt = null;
    }
}

internal static class Executions
{
    public static IEnumerable<ActivityExecutionContext> Find(AlterationContext context, string? executionId, string? activityId) =>
        context.WorkflowExecutionContext.ActivityExecutionContexts.Where(x => executionId is not null ? x.Id == executionId : x.Activity.Id == activityId);
}
