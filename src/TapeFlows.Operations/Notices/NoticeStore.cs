using Microsoft.EntityFrameworkCore;
using TapeFlows.Operations.Database;
using TapeFlows.Operations.Inbox;
using TapeFlows.Operations.Model;

namespace TapeFlows.Operations.Notices;

/// <summary>The rows of notices on their way.</summary>
internal sealed class NoticeStore(OperationsDatabase database, TimeProvider clock)
{
    private const int LongestProblem = 1000;

    /// <summary>How long whoever took a notice may take to send it, before another one takes it.</summary>
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(10);

    public Task<IReadOnlyList<NoticeDelivery>> ListAsync(Guid entry, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<NoticeDelivery>>(
            async context => (await context.Notices.AsNoTracking().Where(row => row.EntryId == entry).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).ToListAsync(cancellationToken))
                .ConvertAll(row => row.ToDelivery()),
            cancellationToken);

    /// <summary>What is to be sent now, oldest first, with what it says.</summary>
    public Task<List<(NoticeDelivery Notice, InboxEntry Entry)>> ListDueAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context =>
            {
                var now = clock.GetUtcNow();
                var due = await context.Notices.AsNoTracking().Where(row => row.State == NoticeState.Waiting && row.NextAttemptAt <= now)
                    .OrderBy(row => row.NextAttemptAt).ThenBy(row => row.Id).Take(50)
                    .Join(context.Inbox, notice => notice.EntryId, entry => entry.Id, (notice, entry) => new { notice, entry })
                    .ToListAsync(cancellationToken);
                return due.ConvertAll(pair => (pair.notice.ToDelivery(), pair.entry.ToEntry()));
            },
            cancellationToken);

    /// <summary>Takes a notice, so that no other node sends it.</summary>
    /// <returns>Whether it was to be had.</returns>
    public Task<bool> TakeAsync(NoticeDelivery notice, CancellationToken cancellationToken)
    {
        var until = clock.GetUtcNow() + Turn;
        return ChangeAsync(
            context => context.Notices.Where(row => row.Id == notice.Id && row.State == NoticeState.Waiting && row.NextAttemptAt == notice.NextAttemptAt)
                .ExecuteUpdateAsync(row => row.SetProperty(x => x.NextAttemptAt, until).SetProperty(x => x.Attempts, notice.Attempts + 1), cancellationToken),
            cancellationToken);
    }

    public Task<bool> SaveSentAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return ChangeAsync(
            context => context.Notices.Where(row => row.Id == id)
                .ExecuteUpdateAsync(row => row.SetProperty(x => x.State, NoticeState.Sent).SetProperty(x => x.SentAt, now).SetProperty(x => x.Problem, (string?)null), cancellationToken),
            cancellationToken);
    }

    /// <summary>Stores an attempt in vain.</summary>
    /// <param name="id">Of what.</param>
    /// <param name="problem">Why.</param>
    /// <param name="next">When it is tried again; <see langword="null"/>: never.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<bool> SaveFailureAsync(Guid id, string problem, DateTimeOffset? next, CancellationToken cancellationToken)
    {
        var state = next is null ? NoticeState.GivenUp : NoticeState.Waiting;
        var (text, moment) = (problem.Length <= LongestProblem ? problem : problem[..LongestProblem], next ?? clock.GetUtcNow());
        return ChangeAsync(
            context => context.Notices.Where(row => row.Id == id)
                .ExecuteUpdateAsync(row => row.SetProperty(x => x.State, state).SetProperty(x => x.Problem, text).SetProperty(x => x.NextAttemptAt, moment), cancellationToken),
            cancellationToken);
    }

    private async Task<bool> ChangeAsync(Func<OperationsContext, Task<int>> change, CancellationToken cancellationToken) => await database.ReadAsync(change, cancellationToken) == 1;
}
