using System.Text.Json;
using System.Text.Json.Nodes;
using Elsa.Resilience.Entities;
using Elsa.Resilience.Extensions;
using Elsa.Resilience.Models;
using Elsa.Resilience.Serialization;
using Elsa.Workflows;
using Polly;

namespace Elsa.Resilience;

/// <summary>Does the work of an activity through the pipeline of its strategy.</summary>
public class ResilientActivityInvoker : IResilientActivityInvoker
{
    internal const string StrategyKey = "resilienceStrategy";

    private readonly IResilienceStrategyConfigEvaluator _configEvaluator;
    private readonly IRetryAttemptRecorder _recorder;
    private readonly IIdentityGenerator _identityGenerator;
    private readonly ResilienceStrategySerializer _serializer;

    /// <summary>Creates the invoker.</summary>
    public ResilientActivityInvoker(
        IResilienceStrategyConfigEvaluator resilienceStrategyConfigEvaluator,
        IRetryAttemptRecorder retryAttemptRecorder,
        IIdentityGenerator identityGenerator,
        ResilienceStrategySerializer resilienceStrategySerializer)
    {
        _configEvaluator = resilienceStrategyConfigEvaluator;
        _recorder = retryAttemptRecorder;
        _identityGenerator = identityGenerator;
        _serializer = resilienceStrategySerializer;
    }

    /// <inheritdoc />
    public async Task<T?> InvokeAsync<T>(IResilientActivity activity, ActivityExecutionContext context, Func<Task<T?>> action, CancellationToken cancellationToken = default)
    {
        var strategy = await FindStrategyAsync(activity, context, cancellationToken);
        if (strategy is null)
            return await action();

        context.SetResilienceStrategy(JsonNode.Parse(_serializer.Serialize(strategy))!);
        var resilienceContext = ResilienceContextPool.Shared.Get(cancellationToken);
        var attempts = new List<RetryAttempt>();
        try
        {
            resilienceContext.Properties.Set(RetryTelemetryListener.ExecutionKey, context);
            resilienceContext.Properties.Set(RetryTelemetryListener.AttemptsKey, attempts);
            var builder = new ResiliencePipelineBuilder<T?> { TelemetryListener = new RetryTelemetryListener(), TimeProvider = context.GetRequiredService<TimeProvider>() };
            await strategy.ConfigurePipeline(builder, resilienceContext);
            return await builder.Build().ExecuteAsync(async _ => await action(), resilienceContext);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(resilienceContext);
            if (attempts.Count > 0)
                await RecordAsync(activity, context, attempts);
        }
    }

    private async Task<IResilienceStrategy?> FindStrategyAsync(IResilientActivity activity, ActivityExecutionContext context, CancellationToken cancellationToken)
    {
        if (!activity.CustomProperties.TryGetValue(StrategyKey, out var chosen) || chosen is null)
            return null;

        var config = ResilienceStrategyConfig.Deserialize(chosen as JsonNode ?? JsonSerializer.SerializeToNode(chosen, ResilienceStrategyConfig.SerializerOptions));
        var strategy = await _configEvaluator.EvaluateAsync(config, context.ExpressionExecutionContext, cancellationToken);
        if (strategy is null && config is { Mode: ResilienceStrategyConfigMode.Identifier, StrategyId.Length: > 0 })
            context.AddExecutionLogEntry("Warning", $"There is no resilience strategy '{config.StrategyId}': the activity has one attempt.");
        return strategy;
    }

    // What failed is recorded even if the workflow is cancelled meanwhile.
    private async Task RecordAsync(IResilientActivity activity, ActivityExecutionContext context, IEnumerable<RetryAttempt> attempts)
    {
        context.SetRetriesAttemptedFlag();
        var records = attempts.Select(x => new RetryAttemptRecord
        {
            Id = _identityGenerator.GenerateId(),
            ActivityInstanceId = context.Id,
            ActivityId = context.Activity.Id,
            WorkflowInstanceId = context.WorkflowExecutionContext.Id,
            AttemptNumber = x.AttemptNumber,
            RetryDelay = x.RetryDelay,
            Details = activity.CollectRetryDetails(context, x),
        });
        await _recorder.RecordAsync(new RecordRetryAttemptsContext(context, records.ToList(), CancellationToken.None));
    }
}
