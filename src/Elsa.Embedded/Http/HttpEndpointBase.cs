using Elsa.Extensions;
using Elsa.Http.Extensions;
using Elsa.Workflows;
using Microsoft.AspNetCore.Http;

namespace Elsa.Http;

/// <summary>Base of endpoints in code that yield no particular value.</summary>
public abstract class HttpEndpointBase : HttpEndpointBase<object>;

/// <summary>Base of endpoints in code: they say what they wait for, and what they do with a request.</summary>
public abstract class HttpEndpointBase<TResult> : Trigger<TResult>
{
    /// <summary>Creates the activity.</summary>
    protected HttpEndpointBase()
    {
    }

    /// <summary>Which requests are waited for, and who may send them.</summary>
    protected abstract HttpEndpointOptions GetOptions();

    /// <inheritdoc />
    protected override IEnumerable<object> GetTriggerPayloads(TriggerIndexingContext context) => context.GetHttpEndpointStimuli(GetOptions());

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        context.IsTriggerOfWorkflow() && HttpExchange.Of(context) is { } exchange && exchange.TryTake()
            ? ReceiveAsync(context, exchange)
            : context.WaitForHttpRequestAsync(GetOptions(), OnResumeAsync);

    /// <summary>Does something with a request and completes the activity.</summary>
    protected virtual ValueTask OnHttpRequestReceivedAsync(ActivityExecutionContext activityExecutionContext, HttpContext httpContext)
    {
        OnHttpRequestReceived(activityExecutionContext, httpContext);
        return activityExecutionContext.CompleteActivityAsync();
    }

    /// <summary>Does something with a request; the activity is complete then.</summary>
    protected virtual void OnHttpRequestReceived(ActivityExecutionContext activityExecutionContext, HttpContext httpContext)
    {
    }

    private ValueTask OnResumeAsync(ActivityExecutionContext context) =>
        HttpExchange.Of(context) is { } exchange && exchange.TryTake() ? ReceiveAsync(context, exchange) : context.WaitForHttpRequestAsync(GetOptions(), OnResumeAsync);

    private ValueTask ReceiveAsync(ActivityExecutionContext context, HttpExchange exchange) => OnHttpRequestReceivedAsync(context, exchange.Request.HttpContext);
}
