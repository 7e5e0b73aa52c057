namespace Elsa.Workflows.Api;

/// <summary>Where the routes are.</summary>
public class ApiEndpointOptions
{
    /// <summary>The path below which the routes are; default: <c>elsa/api</c>.</summary>
    public string RoutePrefix { get; set; } = "elsa/api";
}
