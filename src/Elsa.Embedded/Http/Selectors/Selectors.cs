using Elsa.Http.Abstractions;
using Microsoft.AspNetCore.Http;

namespace Elsa.Http.Selectors;

/// <summary>Reads the header <c>X-Correlation-Id</c>.</summary>
public class HeaderHttpCorrelationIdSelector : HttpCorrelationIdSelectorBase
{
    /// <inheritdoc />
    protected override string? GetCorrelationId(HttpContext httpContext) => httpContext.Request.Headers["X-Correlation-Id"] is { Count: > 0 } value ? value.ToString() : null;
}

/// <summary>Reads <c>correlationId</c> of the query.</summary>
public class QueryStringHttpCorrelationIdSelector : HttpCorrelationIdSelectorBase
{
    /// <inheritdoc />
    protected override string? GetCorrelationId(HttpContext httpContext) => httpContext.Request.Query["correlationId"] is { Count: > 0 } value ? value.ToString() : null;
}

/// <summary>Reads the header <c>X-Workflow-Instance-Id</c>.</summary>
public class HeaderHttpWorkflowInstanceIdSelector : HttpWorkflowInstanceIdSelectorBase
{
    /// <inheritdoc />
    protected override string? GetWorkflowInstanceId(HttpContext httpContext) => httpContext.Request.Headers["X-Workflow-Instance-Id"] is { Count: > 0 } value ? value.ToString() : null;
}

/// <summary>Reads <c>workflowInstanceId</c> of the query.</summary>
public class QueryStringHttpWorkflowInstanceIdSelector : HttpWorkflowInstanceIdSelectorBase
{
    /// <inheritdoc />
    protected override string? GetWorkflowInstanceId(HttpContext httpContext) => httpContext.Request.Query["workflowInstanceId"] is { Count: > 0 } value ? value.ToString() : null;
}
