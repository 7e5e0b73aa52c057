using System.Net;
using Elsa.Resilience;

namespace Elsa.Http.Extensions;

/// <summary>Reads status codes.</summary>
public static class HttpStatusCodeExtensions
{
    /// <summary>Whether the same request may succeed later: 408, 429 and from 500.</summary>
    public static bool IsTransientStatusCode(this HttpStatusCode statusCode) => DefaultTransientExceptionStrategy.IsTransient(statusCode);
}
