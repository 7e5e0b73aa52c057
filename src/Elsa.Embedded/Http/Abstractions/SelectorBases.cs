using Microsoft.AspNetCore.Http;

namespace Elsa.Http.Abstractions;

/// <summary>Base of selectors of correlation ids.</summary>
public abstract class HttpCorrelationIdSelectorBase : IHttpCorrelationIdSelector
{
    /// <inheritdoc />
    public virtual double Priority => 0;

    /// <summary>What the request says; null if nothing.</summary>
    protected virtual ValueTask<string?> GetCorrelationIdAsync(HttpContext httpContext, CancellationToken cancellationToken = default) => new(GetCorrelationId(httpContext));

    /// <summary>What the request says; null if nothing.</summary>
    protected virtual string? GetCorrelationId(HttpContext httpContext) => null;

    ValueTask<string?> IHttpCorrelationIdSelector.GetCorrelationIdAsync(HttpContext httpContext, CancellationToken cancellationToken) => GetCorrelationIdAsync(httpContext, cancellationToken);
}

/// <summary>Base of selectors of instances.</summary>
public abstract class HttpWorkflowInstanceIdSelectorBase : IHttpWorkflowInstanceIdSelector
{
    /// <inheritdoc />
    public virtual double Priority => 0;

    /// <summary>What the request says; null if nothing.</summary>
    protected virtual ValueTask<string?> GetWorkflowInstanceIdAsync(HttpContext httpContext, CancellationToken cancellationToken = default) => new(GetWorkflowInstanceId(httpContext));

    /// <summary>What the request says; null if nothing.</summary>
    protected virtual string? GetWorkflowInstanceId(HttpContext httpContext) => null;

    ValueTask<string?> IHttpWorkflowInstanceIdSelector.GetWorkflowInstanceIdAsync(HttpContext httpContext, CancellationToken cancellationToken) => GetWorkflowInstanceIdAsync(httpContext, cancellationToken);
}
