using Elsa.Expressions.Helpers;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;
using Elsa.Workflows.Runtime.Bursts;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>Executes an activity in a scope of its own, where commits go nowhere and jobs run at once.</summary>
internal sealed class ActivityTestRunner(IServiceProvider services) : IActivityTestRunner
{
    // Where Studio keeps the values that variables have in a test, by their ids.
    private const string TestValues = "VariableTestValues";

    public async Task<ActivityExecutionContext> RunAsync(WorkflowGraph workflowGraph, IActivity activity, CancellationToken cancellationToken = default)
    {
        services.GetRequiredService<BurstAccessor>().IsTrial = true;
        var id = services.GetRequiredService<IIdentityGenerator>().GenerateId();
        var workflow = await WorkflowExecutionContext.CreateAsync(services, workflowGraph, id, cancellationToken);
        SetVariables(workflow);
        var options = new ActivityInvocationOptions { Owner = await OwnerOfAsync(workflow, activity) };
        return await services.GetRequiredService<IActivityInvoker>().InvokeAsync(workflow, activity, options);
    }

    private static void SetVariables(WorkflowExecutionContext workflow)
    {
        if (!workflow.Workflow.CustomProperties.TryGetValue(TestValues, out var values) || values is not IDictionary<string, object> byId)
            return;
        foreach (var variable in workflow.Workflow.Variables)
        {
            if (byId.TryGetValue(variable.Id, out var value) && value is not null)
                variable.Set(workflow.ExpressionExecutionContext, value.ConvertTo(variable.ValueType));
        }
    }

    // What is around the activity declares its variables.
    private static async Task<ActivityExecutionContext?> OwnerOfAsync(WorkflowExecutionContext workflow, IActivity activity)
    {
        ActivityExecutionContext? owner = null;
        foreach (var node in (workflow.FindNodeByActivity(activity)?.Ancestors() ?? []).Reverse())
        {
            owner = await workflow.CreateActivityExecutionContextAsync(node.Activity, new ActivityInvocationOptions { Owner = owner });
            workflow.AddActivityExecutionContext(owner);
        }

        return owner;
    }
}
