using Microsoft.EntityFrameworkCore;
using TapeFlows.Operations.Database;
using TapeFlows.Operations.Model;
using TapeFlows.Operations.Notices;

namespace TapeFlows.Operations.Inbox;

/// <summary>The rows of the inbox. Whatever is to be told outside is a row of the same transaction.</summary>
internal sealed class InboxStore(OperationsDatabase database, NoticeRoutes routes, TimeProvider clock)
{
    /// <summary>Adds an entry, or raises the open one of its key again.</summary>
    public async Task<InboxEntry> PostAsync(InboxPost post, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync(context => PostAsync(context, post, cancellationToken), cancellationToken);
        }
        catch (DbUpdateException) when (post.Key is not null)
        {
            // Two that post the same at once: the index lets one through, and the other raises it again.
            return await database.WriteAsync(context => PostAsync(context, post, cancellationToken), cancellationToken);
        }
    }

    public Task<InboxEntry?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync(async context => (await context.Inbox.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken))?.ToEntry(), cancellationToken);

    public Task<InboxEntry?> FindOpenAsync(string key, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context => (await context.Inbox.AsNoTracking().FirstOrDefaultAsync(row => row.Key == key && row.ClosedAt == null, cancellationToken))?.ToEntry(),
            cancellationToken);

    public Task<InboxPage> ListAsync(InboxQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context =>
            {
                var rows = Matching(context.Inbox.AsNoTracking(), query);
                var total = await rows.CountAsync(cancellationToken);
                var page = await rows.OrderByDescending(row => row.RaisedAt).ThenByDescending(row => row.Id).Skip(query.Skip).Take(query.Take).ToListAsync(cancellationToken);
                return new InboxPage(page.ConvertAll(row => row.ToEntry()), total);
            },
            cancellationToken);

    public Task<InboxEntry?> AcknowledgeAsync(Guid id, string by, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            row =>
            {
                var now = clock.GetUtcNow();
                if (row.ClosedAt is not null)
                    return;
                if (row.AcknowledgedAt is null)
                    (row.AcknowledgedAt, row.AcknowledgedBy) = (now, by);
                if (row.Kind == InboxKind.MountRequest)
                    row.EscalatesAt = routes.AfterAcknowledgement(row, now);
                else
                    row.ClosedAt = now;
            },
            cancellationToken);

    public async Task<(InboxEntry Entry, bool IsFirst)?> AnswerAsync(Guid id, InboxAnswer answer, string by, string? remark, CancellationToken cancellationToken)
    {
        var isFirst = false;
        var entry = await ChangeAsync(
            id,
            row =>
            {
                isFirst = row.AnsweredAt is null && row.ClosedAt is null;
                if (!isFirst)
                    return;
                var now = clock.GetUtcNow();
                (row.Answer, row.AnsweredAt, row.AnsweredBy, row.Remark) = (answer, now, by, remark);
                (row.ClosedAt, row.EscalatesAt) = (now, null);
            },
            cancellationToken);
        return entry is null ? null : (entry, isFirst);
    }

    /// <summary>Says again what nobody answered in time.</summary>
    /// <returns>The entries that were.</returns>
    public Task<List<InboxEntry>> EscalateAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                var now = clock.GetUtcNow();
                var due = await context.Inbox.Where(row => row.EscalatesAt != null && row.EscalatesAt <= now && row.ClosedAt == null)
                    .OrderBy(row => row.EscalatesAt).Take(100).Select(row => row.Id).ToListAsync(cancellationToken);
                var escalated = new List<InboxEntry>();
                foreach (var id in due)
                {
                    // Another node may have done it in this moment: the row is locked first, and then looked at.
                    if (await LockAsync(context, id, cancellationToken) is not { ClosedAt: null } row || row.EscalatesAt is null || row.EscalatesAt > now)
                        continue;
                    (row.Escalations, row.EscalatedAt) = (row.Escalations + 1, now);
                    row.EscalatesAt = routes.NextRound(row) is { } next ? (next > now ? next : now) : null;
                    context.AddRange(routes.For(row, row.Escalations, now));
                    escalated.Add(row.ToEntry());
                }

                return escalated;
            },
            cancellationToken);

    public Task<int> PurgeAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        database.ReadAsync(
            context => context.Inbox.Where(row => row.ClosedAt < before || (row.Kind == InboxKind.Message && row.Severity == NoticeSeverity.Information && row.LastRaisedAt < before))
                .ExecuteDeleteAsync(cancellationToken),
            cancellationToken);

    private async Task<InboxEntry> PostAsync(OperationsContext context, InboxPost post, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (post.Key is { } key
            && await context.Inbox.Where(row => row.Key == key && row.ClosedAt == null).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancellationToken) is { } known
            && await LockAsync(context, known, cancellationToken) is { ClosedAt: null } open)
        {
            var isWorse = post.Severity > open.Severity;
            (open.Subject, open.Text, open.Severity) = (post.Subject, post.Text, isWorse ? post.Severity : open.Severity);
            (open.LastRaisedAt, open.Times) = (now, open.Times + 1);
            // Who was told is told again only when it got worse.
            if (isWorse && routes.IsSent(post.Severity, post.IsAlwaysSent))
                context.AddRange(routes.For(open, open.Escalations, now));
            return open.ToEntry();
        }

        var row = NewRow(post, now);
        context.Add(row);
        if (routes.IsSent(post.Severity, post.IsAlwaysSent))
            context.AddRange(routes.For(row, 0, now));
        return row.ToEntry();
    }

    private InboxRow NewRow(InboxPost post, DateTimeOffset now)
    {
        var row = new InboxRow
        {
            Id = Guid.CreateVersion7(now),
            Kind = post.Kind,
            Severity = post.Severity,
            Subject = post.Subject,
            Text = post.Text,
            Key = post.Key,
            Run = post.Run,
            OperationId = post.OperationId,
            Pool = post.Pool,
            Barcode = post.Barcode,
            Attachments = post.Attachments.Count == 0 ? null : System.Text.Json.JsonSerializer.Serialize(post.Attachments),
            RaisedAt = now,
            LastRaisedAt = now,
            Times = 1,
        };
        row.EscalatesAt = routes.NextRound(row);
        return row;
    }

    private Task<InboxEntry?> ChangeAsync(Guid id, Action<InboxRow> change, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                if (await LockAsync(context, id, cancellationToken) is not { } row)
                    return null;
                change(row);
                return row.ToEntry();
            },
            cancellationToken);

    // A row that is written is locked until the end of the transaction, in SQLite the whole database is: what is read behind it is the last word.
    private static async Task<InboxRow?> LockAsync(OperationsContext context, Guid id, CancellationToken cancellationToken) =>
        await context.Inbox.Where(row => row.Id == id).ExecuteUpdateAsync(row => row.SetProperty(x => x.Times, x => x.Times), cancellationToken) == 1
            ? await context.Inbox.FirstAsync(row => row.Id == id, cancellationToken)
            : null;

    private static IQueryable<InboxRow> Matching(IQueryable<InboxRow> rows, InboxQuery query)
    {
        if (query.Kind is { } kind)
            rows = rows.Where(row => row.Kind == kind);
        if (query.IsOpen is { } isOpen)
            rows = rows.Where(row => row.ClosedAt == null == isOpen);
        if (query.LeastSeverity is { } least)
            rows = rows.Where(row => row.Severity >= least);
        if (query.Run is { } run)
            rows = rows.Where(row => row.Run == run);
        if (query.OperationId is { } operation)
            rows = rows.Where(row => row.OperationId == operation);
        return rows;
    }
}
