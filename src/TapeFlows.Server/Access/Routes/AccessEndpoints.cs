namespace TapeFlows.Server.Access.Routes;

/// <summary><c>/api/auth</c> and the audit log.</summary>
internal static class AccessEndpoints
{
    public static void MapAccess(this IEndpointRouteBuilder api)
    {
        var auth = api.MapGroup("/auth");
        auth.MapSessions();
        auth.MapUsers();
        auth.MapKeys();
        api.MapAudit();
    }
}
