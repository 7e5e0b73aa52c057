using TapeFlows.Server.Api.Problems;

namespace TapeFlows.Server.Api.Description;

/// <summary>What a route says of itself in the description of the API.</summary>
internal static class RouteDescription
{
    /// <summary>Answers with JSON of this shape.</summary>
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder route, int status = StatusCodes.Status200OK, string contentType = "application/json") =>
        route.Produces(status, typeof(T), contentType);

    /// <summary>Answers without a body.</summary>
    public static RouteHandlerBuilder Answers(this RouteHandlerBuilder route, int status) => route.Produces(status);

    /// <summary>Refuses with problem details of these statuses, besides those of every route.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            route.Produces(status, typeof(ProblemDocument), "application/problem+json");
        return route;
    }

    /// <summary>Shows what a body looks like.</summary>
    /// <param name="route">The route.</param>
    /// <param name="json">A body that it takes.</param>
    public static RouteHandlerBuilder Example(this RouteHandlerBuilder route, string json) => route.WithMetadata(new BodyExample(json));
}

/// <summary>On an endpoint: a body that it takes.</summary>
internal sealed record BodyExample(string Json);
