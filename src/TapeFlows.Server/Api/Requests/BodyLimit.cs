using Microsoft.AspNetCore.Http.Features;
using TapeFlows.Server.Api.Problems;

namespace TapeFlows.Server.Api.Requests;

/// <summary>Refuses a body that is too large also where nobody reads it: the server would take it all the same, and throw it away. Where it is read, the server counts.</summary>
internal static class BodyLimit
{
    public static ValueTask<object?> CheckAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var most = context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize;
        return most is { } limit && context.Request.ContentLength > limit
            ? throw Problem.TooLarge.Because($"The body has {context.Request.ContentLength} bytes; {limit} are taken here.")
            : next(invocation);
    }
}
