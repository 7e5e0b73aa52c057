// Elsa keeps these beside its other extensions.
namespace Elsa.Extensions;

/// <summary>One way to write a path.</summary>
public static class RouteExtensions
{
    /// <summary>The path with one slash in front, one between segments, and none behind.</summary>
    public static string NormalizeRoute(this string path) => "/" + string.Join('/', path.Trim().Split('/', StringSplitOptions.RemoveEmptyEntries));
}
