using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Elsa.Http.Middleware;

/// <summary>Answers that say what is wrong (RFC 9457).</summary>
internal static class Problems
{
    public static async Task WriteAsync(HttpResponse response, int status, string detail, string? instanceId = null)
    {
        if (response.HasStarted)
            return;
        response.StatusCode = status;
        var problem = new Dictionary<string, object> { ["title"] = ReasonPhrases.GetReasonPhrase(status), ["status"] = status, ["detail"] = detail };
        if (instanceId is not null)
            problem["workflowInstanceId"] = instanceId;
        await response.WriteAsJsonAsync(problem, options: null, "application/problem+json");
    }
}
