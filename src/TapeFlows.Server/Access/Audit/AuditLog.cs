using System.Security.Claims;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using TapeFlows.Server.Access.Store;
using TapeFlows.Server.Api;

namespace TapeFlows.Server.Access.Audit;

/// <summary>The audit log in the database.</summary>
internal sealed class AuditLog(AccessTables tables, IHttpContextAccessor http, TimeProvider clock) : IAuditLog
{
    // A definition may have megabytes; who wants to compare them has its versions.
    private const int LongestValue = 64 * 1024;
    private const int Batch = 1000;

    private static readonly JsonSerializerOptions Json = ApiJson.Options;

    public async Task WriteAsync(ClaimsPrincipal who, string action, string target, object? before, object? after, CancellationToken cancellationToken)
    {
        var row = new AuditRow
        {
            At = clock.GetUtcNow(),
            Who = who.Identity?.Name ?? "-",
            Address = http.HttpContext?.Connection.RemoteIpAddress?.ToString(),
            Action = action,
            Target = target,
            Before = Write(before),
            After = Write(after),
        };
        await tables.WriteAsync(context => Task.FromResult(context.Add(row)), cancellationToken);
    }

    /// <summary>A page of entries, the latest first.</summary>
    public Task<(IReadOnlyList<AuditEntry> Entries, int Total)> ListAsync(AuditQuery query, int limit, int offset, CancellationToken cancellationToken) =>
        tables.ReadAsync<(IReadOnlyList<AuditEntry>, int)>(
            async context =>
            {
                var rows = Where(context.Audit, query);
                var total = await rows.CountAsync(cancellationToken);
                var page = await rows.OrderByDescending(row => row.Number).Skip(offset).Take(limit).ToListAsync(cancellationToken);
                return (page.ConvertAll(AuditEntry.Of), total);
            },
            cancellationToken);

    /// <summary>Forgets entries that are older, in pieces that hold nobody up.</summary>
    /// <returns>How many.</returns>
    public async Task<long> PurgeAsync(DateTimeOffset olderThan, CancellationToken cancellationToken)
    {
        var deleted = 0L;
        for (var last = Batch; last == Batch; deleted += last)
        {
            last = await tables.WriteAsync(
                context => context.Audit.Where(row => context.Audit.Where(x => x.At < olderThan).OrderBy(x => x.At).Take(Batch).Select(x => x.Number).Contains(row.Number)).ExecuteDeleteAsync(cancellationToken),
                cancellationToken);
        }

        return deleted;
    }

    private static IQueryable<AuditRow> Where(IQueryable<AuditRow> rows, AuditQuery query)
    {
        if (query.Who is { } who)
            rows = rows.Where(row => row.Who == who);
        if (query.Action is { } action)
        {
            var beginning = action.TrimEnd('*');
            rows = beginning.Length < action.Length ? rows.Where(row => row.Action.StartsWith(beginning)) : rows.Where(row => row.Action == action);
        }

        if (query.Target is { } target)
            rows = rows.Where(row => row.Target == target);
        if (query.Since is { } since)
            rows = rows.Where(row => row.At >= since);
        if (query.Until is { } until)
            rows = rows.Where(row => row.At < until);
        return rows;
    }

    private static string? Write(object? value)
    {
        if (value is null)
            return null;
        var json = JsonSerializer.Serialize(value, value.GetType(), Json);
        return json.Length <= LongestValue ? json : JsonSerializer.Serialize(new { TooLong = json.Length }, Json);
    }
}
