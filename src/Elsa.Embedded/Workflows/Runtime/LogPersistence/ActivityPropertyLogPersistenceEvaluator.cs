using Elsa.Expressions.Contracts;
using Elsa.Expressions.Models;
using Elsa.Workflows.LogPersistence;
using Elsa.Workflows.Management.Options;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Elsa.Workflows.Runtime;

/// <summary>Asks from the inside out: the value, the activity, the composites around it, the workflow, the host.</summary>
internal sealed class ActivityPropertyLogPersistenceEvaluator(
    LogPersistencePlans plans,
    ILogPersistenceStrategyService strategyService,
    IExpressionEvaluator expressions,
    IOptions<ManagementOptions> options,
    ILogger<ActivityPropertyLogPersistenceEvaluator> logger) : IActivityPropertyLogPersistenceEvaluator
{
    /// <summary>Whether anything at all is left out of the records of a workflow.</summary>
    public bool IsNeeded(WorkflowExecutionContext context) => options.Value.LogPersistenceMode == LogPersistenceMode.Exclude || plans.Of(context.WorkflowGraph).Count > 0;

    public async Task<ActivityLogPersistenceModeMap> EvaluateLogPersistenceModesAsync(ActivityExecutionContext context)
    {
        if (context.HasLogPersistenceModeMap())
            return context.GetLogPersistenceModeMap();
        var plan = plans.Of(context.WorkflowExecutionContext.WorkflowGraph);
        var settings = plan.GetValueOrDefault(context.Activity);
        var all = await FindDefaultAsync(context, plan);
        var map = new ActivityLogPersistenceModeMap { InternalState = await EvaluateAsync(settings?.InternalState, context, all) };
        foreach (var input in context.ActivityDescriptor.Inputs)
            map.Inputs[input.Name] = await EvaluateAsync(settings?.Inputs.GetValueOrDefault(input.Name), context, all);
        foreach (var output in context.ActivityDescriptor.Outputs)
            map.Outputs[output.Name] = await EvaluateAsync(settings?.Outputs.GetValueOrDefault(output.Name), context, all);
        return map;
    }

    private async ValueTask<LogPersistenceMode> FindDefaultAsync(ActivityExecutionContext context, IReadOnlyDictionary<IActivity, LogPersistenceSettings> plan)
    {
        for (var around = context; around is not null; around = around.ParentActivityExecutionContext)
        {
            if (plan.GetValueOrDefault(around.Activity)?.Default is not { } configuration)
                continue;
            if (await EvaluateAsync(configuration, around, LogPersistenceMode.Inherit) is var mode and not LogPersistenceMode.Inherit)
                return mode;
        }

        return options.Value.LogPersistenceMode == LogPersistenceMode.Inherit ? LogPersistenceMode.Include : options.Value.LogPersistenceMode;
    }

    private async ValueTask<LogPersistenceMode> EvaluateAsync(LogPersistenceConfiguration? configuration, ActivityExecutionContext context, LogPersistenceMode inherited)
    {
        if (configuration is null)
            return inherited;
        var mode = configuration.EvaluationMode == LogPersistenceEvaluationMode.Expression
            ? await EvaluateAsync(configuration.Expression, context)
            : await AskAsync(configuration.StrategyType, context.CancellationToken);
        return mode == LogPersistenceMode.Inherit ? inherited : mode;
    }

    private async ValueTask<LogPersistenceMode> AskAsync(string? typeName, CancellationToken cancellationToken)
    {
        // The assembly is that of the real server: only the name of the type says something.
        var name = typeName?.Split(',')[0].Trim();
        var strategy = strategyService.ListStrategies().FirstOrDefault(x => x.GetType().FullName == name || x.GetType().Name == name);
        return strategy is null ? LogPersistenceMode.Inherit : await strategy.GetPersistenceModeAsync(new LogPersistenceStrategyContext(cancellationToken));
    }

    // Who asks by an expression may have a secret to keep: what cannot be decided is not written down.
    private async ValueTask<LogPersistenceMode> EvaluateAsync(Expression? expression, ActivityExecutionContext context)
    {
        if (expression is null)
            return LogPersistenceMode.Inherit;
        try
        {
            var value = await expressions.EvaluateAsync<object>(expression, context.ExpressionExecutionContext);
            return Enum.TryParse<LogPersistenceMode>(value?.ToString(), ignoreCase: true, out var mode) && Enum.IsDefined(mode)
                ? mode
                : throw new InvalidOperationException($"'{value}' is no mode of log persistence: it must be Inherit, Include or Exclude.");
        }
        catch (Exception e) when (!context.WorkflowExecutionContext.IsCancellation(e))
        {
            logger.LogWarning(e, "What is to be recorded of activity {ActivityId} of workflow instance {InstanceId} could not be decided; it is left out.", context.Activity.Id, context.WorkflowExecutionContext.Id);
            return LogPersistenceMode.Exclude;
        }
    }
}
