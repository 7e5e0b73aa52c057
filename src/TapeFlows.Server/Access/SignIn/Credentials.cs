using Microsoft.Net.Http.Headers;
using TapeFlows.Server.Access.Keys;

namespace TapeFlows.Server.Access.SignIn;

/// <summary>Where in a request a caller says who it is.</summary>
internal static class Credentials
{
    /// <summary>A header for programs that cannot set <c>Authorization</c>.</summary>
    public const string KeyHeader = "X-Api-Key";

    // Browsers cannot set headers of WebSockets; SignalR sends the token so (Elsa Studio, too).
    private const string QueryName = "access_token";
    private static readonly PathString Hubs = "/elsa/hubs";

    /// <summary>The key that is shown: as <c>Authorization: ApiKey</c>, which is Elsa's way, as <c>Authorization: Bearer</c>, or in a header of its own; null: none.</summary>
    public static string? KeyOf(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (After(header, "ApiKey ") is { } key)
            return key;
        if (After(header, "Bearer ") is { } token)
            return token.StartsWith(ApiKey.Prefix, StringComparison.Ordinal) ? token : null;
        return request.Headers[KeyHeader].ToString() is { Length: > 0 } own ? own : null;
    }

    /// <summary>The token in the address, where one is taken from there; null: none.</summary>
    public static string? TokenInAddress(HttpRequest request) =>
        request.Path.StartsWithSegments(Hubs, StringComparison.OrdinalIgnoreCase) && !request.Headers.ContainsKey(HeaderNames.Authorization) && request.Query[QueryName].ToString() is { Length: > 0 } token
            ? token
            : null;

    private static string? After(string header, string scheme) => header.StartsWith(scheme, StringComparison.OrdinalIgnoreCase) ? header[scheme.Length..].Trim() : null;
}
