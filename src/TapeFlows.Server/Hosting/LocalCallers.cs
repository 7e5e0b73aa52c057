using System.Net;
using TapeFlows.Server.Access.Users;

namespace TapeFlows.Server.Hosting;

/// <summary>
/// Keeps the HTTP endpoints of workflows for callers on this machine, unless they may run things. A web page of another site is no such caller, although its requests
/// come from a browser here: browsers name the site (Fetch Metadata, <c>Origin</c>), and a name that was made to point here betrays itself in <c>Host</c>.
/// </summary>
internal sealed class LocalCallers(RequestDelegate next)
{
    /// <summary>The path that is kept.</summary>
    public static readonly PathString Kept = "/workflows";

    public Task InvokeAsync(HttpContext context) =>
        !context.Request.Path.StartsWithSegments(Kept) || Caller.MayOperate(context.User) || IsLocal(context) ? next(context) : RefuseAsync(context);

    private static bool IsLocal(HttpContext context) =>
        (context.Connection.RemoteIpAddress is not { } caller || IPAddress.IsLoopback(caller))
        && IsThisMachine(context.Request.Host.Host)
        && context.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "none" or "same-origin"
        && (context.Request.Headers.Origin.ToString() is not { Length: > 0 } origin || origin == $"{context.Request.Scheme}://{context.Request.Host}");

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static Task RefuseAsync(HttpContext context) => Results.Problem(
        title: "Forbidden",
        detail: "Workflows are started by HTTP from this machine, or by operators who sign in. The setting server.open_triggers opens them to everybody who reaches this address.",
        statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
}
