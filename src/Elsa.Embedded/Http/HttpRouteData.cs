using Microsoft.AspNetCore.Routing;

namespace Elsa.Http;

/// <summary>A route that somebody waits on.</summary>
public class HttpRouteData
{
    /// <summary>Creates an empty route.</summary>
    public HttpRouteData()
    {
    }

    /// <summary>Creates a route.</summary>
    public HttpRouteData(string route) : this(route, [])
    {
    }

    /// <summary>Creates a route.</summary>
    public HttpRouteData(string route, RouteValueDictionary dataTokens) : this(route, dataTokens, [])
    {
    }

    /// <summary>Creates a route.</summary>
    public HttpRouteData(string route, RouteValueDictionary dataTokens, RouteValueDictionary routeValues)
    {
        Route = route;
        DataTokens = dataTokens;
        RouteValues = routeValues;
    }

    /// <summary>The template, below the base path, with a leading slash.</summary>
    public string Route { get; set; } = default!;

    /// <summary>What the host wants to remember about it.</summary>
    public RouteValueDictionary DataTokens { get; set; } = [];

    /// <summary>The values that a request gave to its parameters.</summary>
    public RouteValueDictionary RouteValues { get; set; } = [];
}
