using Microsoft.AspNetCore.Http;

namespace Elsa.Http;

/// <summary>Finds in a request what ties instances to the business.</summary>
public interface IHttpCorrelationIdSelector
{
    /// <summary>Selectors with a lower number are asked first.</summary>
    double Priority { get; }

    /// <summary>What the request says; null if nothing.</summary>
    ValueTask<string?> GetCorrelationIdAsync(HttpContext httpContext, CancellationToken cancellationToken = default);
}

/// <summary>Finds in a request the instance that it is meant for.</summary>
public interface IHttpWorkflowInstanceIdSelector
{
    /// <summary>Selectors with a lower number are asked first.</summary>
    double Priority { get; }

    /// <summary>What the request says; null if nothing.</summary>
    ValueTask<string?> GetWorkflowInstanceIdAsync(HttpContext httpContext, CancellationToken cancellationToken = default);
}
