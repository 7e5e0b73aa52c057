using System.ComponentModel.DataAnnotations;
using TapeFlows.Server.Access.Audit;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Requests;

namespace TapeFlows.Server.Access.Routes;

/// <summary><c>/api/system/audit</c>.</summary>
internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder api) =>
        api.MapGet("/system/audit", ListAsync).WithTags("System").RequireAuthorization(Policies.Administer).Answers<AuditPage>().Refuses(400);

    /// <summary>Shows who changed what, the latest first.</summary>
    public static async Task<IResult> ListAsync(Query<AuditRange> query, AuditLog audit, CancellationToken cancellationToken)
    {
        var range = query.Value;
        var wanted = new AuditQuery { Who = range.Who, Action = range.Action, Target = range.Target, Since = range.Since, Until = range.Until };
        var (entries, total) = await audit.ListAsync(wanted, range.Limit, range.Offset, cancellationToken);
        return Results.Ok(new AuditPage(entries, total, range.Limit, range.Offset));
    }
}

/// <summary>Which entries of the audit log.</summary>
internal sealed record AuditRange
{
    /// <summary>Of this user or key.</summary>
    public string? Who { get; init; }

    /// <summary>Of this action; with an asterisk at its end, of those that begin so: task.*</summary>
    public string? Action { get; init; }

    /// <summary>What was done to this.</summary>
    public string? Target { get; init; }

    /// <summary>From this moment on.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Before this moment.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>How many. Default: 50.</summary>
    [Range(1, 1000)]
    public int Limit { get; init; } = 50;

    /// <summary>How many to pass over. Default: 0.</summary>
    [Range(0, int.MaxValue)]
    public int Offset { get; init; }
}

/// <summary>Entries of the audit log.</summary>
internal sealed record AuditPage(IReadOnlyList<AuditEntry> Entries, int Total, int Limit, int Offset);
