using Microsoft.AspNetCore.Routing.Patterns;

namespace TapeFlows.Server.Access.Audit;

/// <summary>Writes down who runs, cancels and changes things by Elsa's API. Definitions are <see cref="DefinitionAudit"/>'s, since it knows which versions they become.</summary>
internal sealed class EngineAudit(RequestDelegate next, IAuditLog audit)
{
    private const string Root = "/elsa/api/";

    // What is not here only reads, also by POST.
    private static readonly (string Method, string Pattern, string Action)[] Changes =
    [
        ("*", "workflow-definitions/{definitionId}/execute", "workflow.run"),
        ("POST", "workflow-definitions/{definitionId}/dispatch", "workflow.run"),
        ("POST", "workflow-definitions/{definitionId}/bulk-dispatch", "workflow.run"),
        ("POST", "cancel/workflow-instances/{id}", "run.cancel"),
        ("POST", "bulk-actions/cancel/workflow-instances", "run.cancel"),
        ("DELETE", "workflow-instances/{id}", "run.delete"),
        ("POST", "bulk-actions/delete/workflow-instances", "run.delete"),
        ("POST", "bulk-actions/delete/workflow-instances/by-id", "run.delete"),
        ("POST", "bulk-actions/import/workflow-instances", "run.import"),
        ("POST", "workflow-instances/{id}/variables", "run.variables"),
        ("POST", "events/{eventName}/trigger", "event.trigger"),
        ("POST", "tasks/{taskId}/complete", "step.complete"),
        ("POST", "bookmark-queue/dead-letters/{id}/replay", "dead-letter.replay"),
        ("DELETE", "bookmark-queue/dead-letters/{id}", "dead-letter.delete"),
        ("POST", "admin/workflow-runtime/pause", "engine.pause"),
        ("POST", "admin/workflow-runtime/resume", "engine.resume"),
        ("POST", "admin/workflow-runtime/force-drain", "engine.drain"),
    ];

    public Task InvokeAsync(HttpContext context)
    {
        if (context.User.Identity?.IsAuthenticated == true && ActionOf(context) is { } action)
            context.Response.OnStarting(() => context.Response.StatusCode >= 400 ? Task.CompletedTask
                : audit.WriteAsync(context.User, action, TargetOf(context), before: null, after: null, CancellationToken.None));
        return next(context);
    }

    private static string? ActionOf(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/elsa/api") || context.GetEndpoint() is not RouteEndpoint { RoutePattern: var pattern })
            return null;
        var text = TextOf(pattern);
        var method = context.Request.Method;
        return Changes.FirstOrDefault(change => change.Pattern == text && (change.Method == "*" || change.Method == method)).Action;
    }

    private static string TextOf(RoutePattern pattern) => ("/" + pattern.RawText!.Trim('/')) is var text && text.StartsWith(Root, StringComparison.Ordinal) ? text[Root.Length..] : "";

    // The one value in the path; commands about many name them in their body.
    private static string TargetOf(HttpContext context) => context.Request.RouteValues.Values.OfType<string>().FirstOrDefault() ?? "several";
}
