using Elsa.Alterations.AlterationTypes;
using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Entities;
using Elsa.Alterations.Core.Enums;
using Elsa.Alterations.Core.Filters;
using Elsa.Alterations.Core.Models;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Filters;

namespace Elsa.Embedded.Host;

/// <summary>Submits plans one after another, each for instances of its own: all but one wait, and can be changed.</summary>
internal static class Plans
{
    private const int Instances = 10;

    public static async Task RunAsync(string database, string connection, string folder, int target)
    {
        Trail.Folder = folder;
        await using var node = await DoomedNode.StartAsync(database, connection);
        await node.PublishAsync("changed", new Sequence { Id = "s", Activities = { new Pause { Id = "pause" }, new Step { Id = "after" } } });
        await node.PublishAsync("over", new Sequence { Id = "s" });

        // Whoever kills it does so with a plan under way.
        while (Trail.Count("plans") < target)
        {
            if (await TrySubmitAsync(node) is not { } id)
                continue;
            Console.WriteLine("ready");
            await EndAsync(node, id);
        }

        foreach (var id in Trail.Lines("plans").Distinct(StringComparer.Ordinal))
            await EndAsync(node, id);
        Console.WriteLine("done");
    }

    // A machine that is busy keeps a node silent for so long that the other one gives it up. What it was about to start goes on there.
    private static async Task<string?> TrySubmitAsync(DoomedNode node)
    {
        try
        {
            return await SubmitAsync(node);
        }
        catch (Exception e) when (e.GetType().Name is "BurstAbandonedException" or "LeaseLostException")
        {
            return null;
        }
    }

    private static async Task<string> SubmitAsync(DoomedNode node)
    {
        var ids = await Task.WhenAll(Enumerable.Range(0, Instances).Select(x => StartAsync(node, x == 0 ? "over" : "changed")));
        var plan = new AlterationPlanParams { Alterations = [new ScheduleActivity { ActivityId = "after" }], Filter = new AlterationWorkflowInstanceFilter { WorkflowInstanceIds = ids } };
        var id = await node.CallAsync<IAlterationPlanScheduler, string>(x => x.SubmitAsync(plan));
        Trail.Write("plans", id);
        return id;
    }

    private static async Task EndAsync(DoomedNode node, string planId)
    {
        while (await StatusAsync(node, planId) != AlterationPlanStatus.Completed || !await IsDoneAsync(node, planId))
            await Task.Delay(20);
    }

    private static async Task<string> StartAsync(DoomedNode node, string definitionId) => (await node.CallAsync<IWorkflowStarter, StartWorkflowResponse>(x => x.StartWorkflowAsync(
        new StartWorkflowRequest { WorkflowDefinitionHandle = WorkflowDefinitionHandle.ByDefinitionVersionId(definitionId + "-1") }))).WorkflowInstanceId!;

    // What the instances were told to do is done after the job has ended.
    private static async Task<bool> IsDoneAsync(DoomedNode node, string planId)
    {
        var jobs = await node.Get<IAlterationJobStore>().FindManyAsync(new AlterationJobFilter { PlanId = planId, Status = AlterationJobStatus.Completed });
        var ids = jobs.Select(x => x.WorkflowInstanceId).ToList();
        return await node.Get<IActivityExecutionStore>().CountAsync(new ActivityExecutionRecordFilter { WorkflowInstanceIds = ids, ActivityId = "after", Completed = true }) >= ids.Count;
    }

    private static async Task<AlterationPlanStatus?> StatusAsync(DoomedNode node, string planId) =>
        (await node.CallAsync<IAlterationPlanManager, AlterationPlan?>(x => x.GetPlanAsync(planId)))?.Status;
}
