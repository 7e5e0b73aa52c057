using System.Globalization;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace TapeFlows.Server.Procedures;

/// <summary>
/// What the designer's test of one step does with steps of this product: their inputs are evaluated and shown, and nothing is done, because a test must not move a cartridge or write to
/// it. All other steps are the engine's affair.
/// </summary>
internal sealed class TrialRunner(IServiceProvider services, IActivityTestRunner engine) : IActivityTestRunner
{
    /// <summary>Under what name the test shows what the step would do.</summary>
    public const string Word = "WouldDo";

    private const string Ours = "TapeFlows.";

    /// <summary>Has the engine's runner asked only for steps that are not of this product.</summary>
    public static void AddTo(IServiceCollection services)
    {
        var engine = services.Last(service => service.ServiceType == typeof(IActivityTestRunner)).ImplementationType!;
        services.Replace(ServiceDescriptor.Scoped<IActivityTestRunner>(
            provider => new TrialRunner(provider, (IActivityTestRunner)ActivatorUtilities.CreateInstance(provider, engine))));
    }

    public Task<ActivityExecutionContext> RunAsync(WorkflowGraph workflowGraph, IActivity activity, CancellationToken cancellationToken = default) =>
        activity.Type.StartsWith(Ours, StringComparison.Ordinal) ? TellAsync(workflowGraph, activity, cancellationToken) : engine.RunAsync(workflowGraph, activity, cancellationToken);

    private async Task<ActivityExecutionContext> TellAsync(WorkflowGraph graph, IActivity activity, CancellationToken cancellationToken)
    {
        var workflow = await WorkflowExecutionContext.CreateAsync(services, graph, Guid.NewGuid().ToString("N"), cancellationToken);
        var context = await CreateAsync(workflow, activity, await OwnerOfAsync(workflow, activity));
        await context.EvaluateInputPropertiesAsync();
        context.JournalData[Word] = $"{activity.Type[Ours.Length..]}{Inputs(context)}. Nothing was done: a test of one step leaves tapes alone.";
        context.TransitionTo(ActivityStatus.Completed);
        return context;
    }

    private static string Inputs(ActivityExecutionContext context)
    {
        var given = context.ActivityState.Where(input => input.Value is not null and not "").Select(input => string.Create(CultureInfo.InvariantCulture, $"{input.Key} = {input.Value}")).ToList();
        return given.Count == 0 ? "" : $" with {string.Join(", ", given)}";
    }

    // What is around the step declares its variables.
    private static async Task<ActivityExecutionContext?> OwnerOfAsync(WorkflowExecutionContext workflow, IActivity activity)
    {
        ActivityExecutionContext? owner = null;
        foreach (var node in (workflow.FindNodeByActivity(activity)?.Ancestors() ?? []).Reverse())
            owner = await CreateAsync(workflow, node.Activity, owner);
        return owner;
    }

    private static async Task<ActivityExecutionContext> CreateAsync(WorkflowExecutionContext workflow, IActivity activity, ActivityExecutionContext? owner)
    {
        var context = await workflow.CreateActivityExecutionContextAsync(activity, new ActivityInvocationOptions { Owner = owner });
        workflow.AddActivityExecutionContext(context);
        return context;
    }
}
