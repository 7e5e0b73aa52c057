using Elsa.Expressions.Helpers;
using Elsa.Http.Bookmarks;
using Elsa.Http.Exceptions;
using Elsa.Http.Routing;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Runtime;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Elsa.Http.Middleware;

/// <summary>Takes a request from the search for who wants it to the answer.</summary>
internal sealed class EndpointHandler(
    EndpointLookup lookup,
    EndpointRun run,
    IQuiescenceSignal quiescence,
    IWorkflowInstanceStore instances,
    IWorkflowDefinitionService definitions,
    IHttpEndpointAuthorizationHandler authorization,
    IEnumerable<IHttpCorrelationIdSelector> correlationSelectors,
    IEnumerable<IHttpWorkflowInstanceIdSelector> instanceSelectors,
    IEnumerable<IHttpContentParser> parsers,
    ILogger<EndpointHandler> logger)
{
    /// <summary>Whether a request that is too large comes out of the endpoint by an outcome of its own; a bookmark says so in its metadata.</summary>
    internal const string ExposesTooLarge = "ExposeRequestTooLargeOutcome";

    // How often somebody else may have been faster to resume what was found.
    private const int Attempts = 3;

    public async Task HandleAsync(HttpContext http, string path)
    {
        try
        {
            if (quiescence.IsAcceptingNewWork)
            {
                await FindAndRunAsync(http, path);
                return;
            }

            http.Response.Headers.RetryAfter = "5";
            await Problems.WriteAsync(http.Response, StatusCodes.Status503ServiceUnavailable, "Workflows take up no new work at the moment.");
        }
        catch (HttpBadRequestException e)
        {
            await Problems.WriteAsync(http.Response, StatusCodes.Status400BadRequest, e.Message);
        }
        catch (BadHttpRequestException e)
        {
            await Problems.WriteAsync(http.Response, e.StatusCode, e.Message);
        }
        catch (InvalidDataException e)
        {
            // What ASP.NET Core says about forms that are cut off, or have more or longer fields than it takes.
            await Problems.WriteAsync(http.Response, StatusCodes.Status400BadRequest, $"The form cannot be read: {e.Message}");
        }
        catch (Exception e) when (e is not OperationCanceledException || !http.RequestAborted.IsCancellationRequested)
        {
            logger.LogError(e, "The request {Method} {Path} failed.", http.Request.Method, path);
            await Problems.WriteAsync(http.Response, StatusCodes.Status500InternalServerError, "The server could not run the workflow. Its log says why.");
        }
    }

    private async Task FindAndRunAsync(HttpContext http, string path)
    {
        var correlationId = await SelectAsync(correlationSelectors.OrderBy(x => x.Priority), x => x.GetCorrelationIdAsync(http, http.RequestAborted));
        var instanceId = await SelectAsync(instanceSelectors.OrderBy(x => x.Priority), x => x.GetWorkflowInstanceIdAsync(http, http.RequestAborted));
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var match = await lookup.FindAsync(path, http.Request.Method, correlationId, instanceId, http.RequestAborted);
            if (await RunAsync(http, match, correlationId))
                return;
        }

        await Problems.WriteAsync(http.Response, StatusCodes.Status409Conflict, "Others were faster, several times, to resume what waits here.");
    }

    // False if what was found is gone meanwhile.
    private async Task<bool> RunAsync(HttpContext http, EndpointMatch match, string? correlationId)
    {
        switch (match)
        {
            case EndpointMatch.Start start:
                var exposes = (start.Graph.FindActivityById(start.Trigger.ActivityId) as HttpEndpoint)?.ExposeRequestTooLargeOutcome ?? false;
                return await PrepareAsync(http, start.Trigger.Payload, start.Route, exposes, () => Task.FromResult<Workflow?>(start.Graph.Workflow)) is not { } starting
                    || await run.StartAsync(http, starting, start, correlationId, TimeoutOf(start.Trigger.Payload));
            case EndpointMatch.Resume resume:
                var bookmark = resume.Bookmark;
                return await PrepareAsync(http, bookmark.Payload, resume.Route, bookmark.Metadata?.ContainsKey(ExposesTooLarge) == true, () => FindWorkflowAsync(bookmark.WorkflowInstanceId, http.RequestAborted)) is not { } resuming
                    || await run.ResumeAsync(http, resuming, resume, TimeoutOf(bookmark.Payload));
            case EndpointMatch.Ambiguous ambiguous:
                await Problems.WriteAsync(http.Response, StatusCodes.Status409Conflict, ambiguous.Detail);
                return true;
            case EndpointMatch.OtherMethods others:
                http.Response.Headers.Allow = string.Join(", ", others.Allowed);
                await Problems.WriteAsync(http.Response, StatusCodes.Status405MethodNotAllowed, "Nothing waits here for this method.");
                return true;
            default:
                await Problems.WriteAsync(http.Response, StatusCodes.Status404NotFound, "No workflow waits here.");
                return true;
        }
    }

    // Null if the request is refused, and answered.
    private async Task<HttpExchange?> PrepareAsync(HttpContext http, object? stored, RouteMatch route, bool exposesTooLarge, Func<Task<Workflow?>> findWorkflow)
    {
        var payload = PayloadOf(stored);
        var mustAuthorize = payload.Authorize == true || !string.IsNullOrEmpty(payload.Policy);
        if (mustAuthorize && !(await findWorkflow() is { } workflow && await authorization.AuthorizeAsync(new AuthorizeHttpEndpointContext(http, workflow, payload.Policy))))
        {
            await RefuseAsync(http);
            return null;
        }

        var exchange = new HttpExchange(http, route.Values) { IsAuthorized = mustAuthorize };
        await RequestReading.ReadAsync(exchange, payload.RequestSizeLimit, parsers, http.RequestAborted);
        if (exchange.IsTooLarge && !exposesTooLarge)
        {
            await Problems.WriteAsync(http.Response, StatusCodes.Status413PayloadTooLarge, payload.RequestSizeLimit is { } limit ? $"The body is longer than {limit} bytes." : "The body is longer than this server takes.");
            return null;
        }

        exchange.Begin();
        return exchange;
    }

    private static async Task RefuseAsync(HttpContext http)
    {
        var isKnown = http.User.Identity?.IsAuthenticated == true;
        var schemes = http.RequestServices.GetService<IAuthenticationSchemeProvider>();
        var scheme = schemes is null ? null : isKnown ? await schemes.GetDefaultForbidSchemeAsync() : await schemes.GetDefaultChallengeSchemeAsync();
        if (scheme is not null && isKnown)
            await http.ForbidAsync();
        else if (scheme is not null)
            await http.ChallengeAsync();
        else
            await Problems.WriteAsync(http.Response, isKnown ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized, isKnown ? "You may not use this endpoint." : "This endpoint must know who you are.");
    }

    private async Task<Workflow?> FindWorkflowAsync(string instanceId, CancellationToken cancellationToken)
    {
        var instance = await instances.FindAsync(new WorkflowInstanceFilter { Id = instanceId }, cancellationToken);
        return instance is null ? null : (await definitions.FindWorkflowGraphAsync(instance.DefinitionVersionId, cancellationToken))?.Workflow;
    }

    private static async Task<string?> SelectAsync<T>(IEnumerable<T> selectors, Func<T, ValueTask<string?>> select)
    {
        foreach (var selector in selectors)
        {
            if (await select(selector) is { Length: > 0 } found)
                return found;
        }

        return null;
    }

    private static TimeSpan? TimeoutOf(object? stored) => PayloadOf(stored).RequestTimeout is { } timeout && timeout > TimeSpan.Zero ? timeout : null;

    private static HttpEndpointBookmarkPayload PayloadOf(object? stored) => stored.ConvertTo<HttpEndpointBookmarkPayload>() ?? new HttpEndpointBookmarkPayload();
}
