using Microsoft.EntityFrameworkCore;
using TapeFlows.Operations.Model;
using TapeFlows.Operations.Mounts;
using TapeFlows.Operations.Telemetry;

namespace TapeFlows.Operations.Database;

/// <summary>
/// The rows of the operations. Whatever a worker changes names its fence: a worker that lost its lease, and whose operation another one has begun again,
/// changes nothing.
/// </summary>
internal sealed class OperationStore(OperationsDatabase database, TimeProvider clock)
{
    private static readonly OperationState[] Unfinished = [OperationState.Queued, OperationState.Running];
    private static readonly OperationState[] Ends = [OperationState.Succeeded, OperationState.Failed, OperationState.Cancelled];

    /// <summary>Makes sure that the tables are there.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => database.PrepareAsync(cancellationToken);

    /// <summary>Has Entity Framework translate what every operation asks, by asking it about one that there is not.</summary>
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        await FindAsync(Guid.Empty, cancellationToken);
        await SaveCheckpointAsync(Guid.Empty, "", fence: 0, cancellationToken);
        await SaveProgressAsync(Guid.Empty, "", fence: 0, cancellationToken);
        await LetGoAsync(Guid.Empty, OperationState.Queued, problem: null, fence: 0, cancellationToken);
    }

    /// <summary>Adds an operation unless its key is there.</summary>
    /// <returns>It, or the one that has the key.</returns>
    public async Task<(Operation Operation, bool IsNew)> AddAsync(OperationRequest request, string? owner, CancellationToken cancellationToken)
    {
        var row = new OperationRow
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Key = request.Key,
            Kind = request.Kind,
            State = OperationState.Queued,
            Run = request.Run,
            Waiter = request.Waiter,
            Request = request.Data,
            Drive = request.Drive,
            Priority = request.Priority,
            Owner = owner,
            Node = request.PreferredNode,
            Trace = OperationTelemetry.CurrentTrace,
            CreatedAt = clock.GetUtcNow(),
        };
        try
        {
            return (await database.WriteAsync(context => AddAsync(context, row, cancellationToken), cancellationToken), true);
        }
        catch (DbUpdateException)
        {
            // Two that enqueue the same at once: the index lets one through.
            var known = await database.ReadAsync(
                context => context.Operations.AsNoTracking().FirstOrDefaultAsync(other => other.Key == request.Key, cancellationToken), cancellationToken);
            if (known is null)
                throw;
            return (known.ToOperation(), false);
        }
    }

    // Where the run had its volumes last, it has them still.
    private static async Task<Operation> AddAsync(OperationsContext context, OperationRow row, CancellationToken cancellationToken)
    {
        if (row.Owner is null)
        {
            row.Node ??= await context.Operations.Where(other => other.Run == row.Run && other.Node != null)
                .OrderByDescending(other => other.CreatedAt).Select(other => other.Node).FirstOrDefaultAsync(cancellationToken);
        }

        // What goes on after a bookmark is in no span of the run any more: the run's trace is that of its first operation.
        row.Trace = await context.Operations.Where(other => other.Run == row.Run && other.Trace != null).OrderBy(other => other.CreatedAt).Select(other => other.Trace).FirstOrDefaultAsync(cancellationToken)
            ?? row.Trace;
        context.Add(row);
        return row.ToOperation();
    }

    public Task<Operation?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync(async context => (await context.Operations.AsNoTracking().FirstOrDefaultAsync(row => row.Id == id, cancellationToken))?.ToOperation(), cancellationToken);

    public Task<IReadOnlyList<Operation>> ListAsync(OperationQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(query.Skip);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Take, 1000);
        return database.ReadAsync<IReadOnlyList<Operation>>(
            async context =>
            {
                var rows = context.Operations.AsNoTracking();
                if (query.Run is { } run)
                    rows = rows.Where(row => row.Run == run);
                if (query.States is { } states)
                    rows = rows.Where(row => states.Contains(row.State));
                var page = await rows.OrderByDescending(row => row.CreatedAt).ThenByDescending(row => row.Id).Skip(query.Skip).Take(query.Take).ToListAsync(cancellationToken);
                return page.ConvertAll(row => row.ToOperation());
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<OperationAttempt>> ListAttemptsAsync(Guid id, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<OperationAttempt>>(
            async context => (await context.Attempts.AsNoTracking().Where(row => row.OperationId == id).OrderBy(row => row.Number).ToListAsync(cancellationToken))
                .ConvertAll(row => row.ToAttempt()),
            cancellationToken);

    /// <summary>What somebody should be working on, oldest first.</summary>
    /// <param name="owner">This process: what is another's alone is left out.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<List<Operation>> ListUnfinishedAsync(string owner, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context => (await context.Operations.AsNoTracking()
                .Where(row => Unfinished.Contains(row.State) && (row.Owner == null || row.Owner == owner))
                .OrderBy(row => row.CreatedAt).Take(1000).ToListAsync(cancellationToken)).ConvertAll(row => row.ToOperation()),
            cancellationToken);

    /// <summary>What gave its turn back and has not come again.</summary>
    public Task<List<Operation>> ListPostponedAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context => (await context.Operations.AsNoTracking()
                .Where(row => row.State == OperationState.Queued && row.NotBefore != null && row.Owner == null)
                .OrderBy(row => row.CreatedAt).Take(1000).ToListAsync(cancellationToken)).ConvertAll(row => row.ToOperation()),
            cancellationToken);

    /// <summary>The processes that alone might take unfinished operations.</summary>
    /// <param name="run">Only of this run; <see langword="null"/>: of all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<List<string>> ListOwnersAsync(string? run, CancellationToken cancellationToken) =>
        database.ReadAsync(
            context => context.Operations.AsNoTracking()
                .Where(row => !Ends.Contains(row.State) && row.Owner != null && (run == null || row.Run == run))
                .Select(row => row.Owner!).Distinct().ToListAsync(cancellationToken),
            cancellationToken);

    /// <summary>Ends what a process has left that is gone.</summary>
    public Task<List<Operation>> EndAbandonedAsync(string owner, string problem, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                var rows = await context.Operations.Where(row => row.Owner == owner && !Ends.Contains(row.State)).ToListAsync(cancellationToken);
                foreach (var row in rows)
                {
                    await EndAttemptAsync(context, row.Id, problem, cancellationToken);
                    Close(row, OperationState.Cancelled, new OperationEnd(OperationOutcome.Failed, null, problem));
                }

                return rows.ConvertAll(row => row.ToOperation());
            },
            cancellationToken);

    /// <summary>What has ended without its waiter having heard of it.</summary>
    public Task<List<Operation>> ListUndeliveredAsync(string owner, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context => (await context.Operations.AsNoTracking()
                .Where(row => row.DeliveredAt == null && row.EndedAt != null && (row.Owner == null || row.Owner == owner))
                .OrderBy(row => row.EndedAt).Take(1000).ToListAsync(cancellationToken)).ConvertAll(row => row.ToOperation()),
            cancellationToken);

    /// <summary>Begins an attempt.</summary>
    /// <param name="id">The operation.</param>
    /// <param name="node">Who begins it.</param>
    /// <param name="holder">The process: what is another's alone it does not touch.</param>
    /// <param name="fence">Of its lease.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns><see langword="null"/>: there is nothing to do any more, or a later fence is at it.</returns>
    public Task<Operation?> BeginAsync(Guid id, string node, string holder, long fence, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                if (await context.Operations.FindAsync([id], cancellationToken) is not { } row || !Unfinished.Contains(row.State) || row.Fence >= fence
                    || (row.Owner is { } owner && owner != holder))
                    return null;
                var now = clock.GetUtcNow();
                await EndAttemptAsync(context, id, "its node died, or lost its lease", cancellationToken);
                (row.State, row.Node, row.Fence) = (OperationState.Running, node, fence);
                (row.NotBefore, row.Problem) = (null, null);
                row.StartedAt ??= now;
                row.Attempts++;
                context.Add(new AttemptRow { OperationId = id, Number = row.Attempts, Node = node, Fence = fence, StartedAt = now });
                return row.ToOperation();
            },
            cancellationToken);

    /// <summary>Within one turn at an operation: the attempt has failed, and another one begins.</summary>
    public Task<Operation?> TryAgainAsync(Guid id, string problem, long fence, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            fence,
            async (context, row) =>
            {
                await EndAttemptAsync(context, id, problem, cancellationToken);
                row.Attempts++;
                context.Add(new AttemptRow { OperationId = id, Number = row.Attempts, Node = row.Node!, Fence = fence, StartedAt = clock.GetUtcNow() });
            },
            cancellationToken);

    /// <summary>Stores what a later attempt has to know.</summary>
    public async Task<bool> SaveCheckpointAsync(Guid id, string checkpoint, long fence, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            context => Mine(context, id, fence).ExecuteUpdateAsync(row => row.SetProperty(x => x.Checkpoint, checkpoint), cancellationToken), cancellationToken) == 1;

    /// <summary>Stores where the operation stands, and asks what is wanted of it.</summary>
    public async Task<OperationWish> SaveProgressAsync(Guid id, string? progress, long fence, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            async context =>
            {
                if (progress is not null)
                    await Mine(context, id, fence).ExecuteUpdateAsync(row => row.SetProperty(x => x.Progress, progress), cancellationToken);
                return await Mine(context, id, fence).Select(row => row.Wish).FirstOrDefaultAsync(cancellationToken);
            },
            cancellationToken);

    /// <summary>Ends an operation. Whoever waits for it hears of it after this transaction, however often it takes.</summary>
    /// <returns><see langword="null"/>: the fence is no longer the one.</returns>
    public Task<Operation?> EndAsync(Guid id, OperationState state, OperationEnd end, long fence, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            fence,
            async (context, row) =>
            {
                await EndAttemptAsync(context, id, state == OperationState.Succeeded ? null : end.Problem, cancellationToken);
                Close(row, state, end);
            },
            cancellationToken);

    /// <summary>Lets go of an operation that somebody will go on with.</summary>
    public Task<Operation?> LetGoAsync(Guid id, OperationState state, string? problem, long fence, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            fence,
            async (context, row) =>
            {
                await EndAttemptAsync(context, id, problem, cancellationToken);
                // A pause that was taken back before it came is none.
                if (state == OperationState.Paused && row.Wish != OperationWish.Pause)
                    state = OperationState.Queued;
                (row.State, row.Problem, row.Wish) = (state, state == OperationState.Queued ? null : problem, OperationWish.None);
            },
            cancellationToken);

    /// <summary>Gives the turn of an operation back until somebody else has let go of what it needs.</summary>
    public Task<Operation?> PostponeAsync(Guid id, string problem, DateTimeOffset notBefore, long fence, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            fence,
            async (context, row) =>
            {
                await EndAttemptAsync(context, id, problem, cancellationToken);
                row.Postponed++;
                if (Stand(row, OperationState.Queued, problem))
                    row.NotBefore = notBefore;
            },
            cancellationToken);

    /// <summary>Has an operation wait until a person has brought a volume.</summary>
    public Task<Operation?> WaitAsync(Guid id, string problem, VolumeWait wait, long fence, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            fence,
            async (context, row) =>
            {
                await EndAttemptAsync(context, id, problem, cancellationToken);
                if (Stand(row, OperationState.Waiting, problem))
                    row.WaitsFor = OperationJson.Text(wait);
            },
            cancellationToken);

    /// <summary>Ends an operation that waits, because what it waits for will not come.</summary>
    /// <returns><see langword="null"/>: it does not wait any more.</returns>
    public Task<Operation?> RefuseAsync(Guid id, string problem, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                if (await context.Operations.FindAsync([id], cancellationToken) is not { State: OperationState.Waiting } row)
                    return null;
                Close(row, OperationState.Failed, new OperationEnd(OperationOutcome.NeedsOperator, null, problem));
                return row.ToOperation();
            },
            cancellationToken);

    // What was wanted of it while it was at work is done to what stands still now.
    private bool Stand(OperationRow row, OperationState state, string problem)
    {
        if (row.Wish == OperationWish.Cancel)
            Close(row, OperationState.Cancelled, new OperationEnd(OperationOutcome.Failed, null, OperationBoard.CancelledByPerson));
        else
            (row.State, row.Problem) = (row.Wish == OperationWish.Pause ? OperationState.Paused : state, problem);
        row.Wish = OperationWish.None;
        return row.State == state;
    }

    /// <summary>Wants something of an operation: a running one is asked, any other does it at once.</summary>
    /// <returns><see langword="null"/>: it has ended, or the wish makes no sense.</returns>
    public Task<Operation?> WishAsync(Guid id, OperationWish wish, string problem, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                if (await context.Operations.FindAsync([id], cancellationToken) is not { } row || row.State.IsEnd())
                    return null;
                switch (wish)
                {
                    case OperationWish.Cancel when row.State == OperationState.Running:
                    case OperationWish.Pause when row.State == OperationState.Running:
                        row.Wish = wish;
                        break;
                    case OperationWish.Cancel:
                        Close(row, OperationState.Cancelled, new OperationEnd(OperationOutcome.Failed, null, problem));
                        break;
                    case OperationWish.Pause when row.State == OperationState.Queued:
                        row.State = OperationState.Paused;
                        break;
                    case OperationWish.None when row is { State: OperationState.Running, Wish: OperationWish.Pause }:
                        row.Wish = OperationWish.None;
                        break;
                    case OperationWish.None when row.State is OperationState.Paused or OperationState.Waiting:
                        (row.State, row.Problem, row.Wish, row.NotBefore, row.WaitsFor) = (OperationState.Queued, null, OperationWish.None, null, null);
                        break;
                    default:
                        return null;
                }

                return row.ToOperation();
            },
            cancellationToken);

    /// <summary>The waiter has heard of the end.</summary>
    public Task SaveDeliveredAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return database.ReadAsync(
            context => context.Operations.Where(row => row.Id == id && row.DeliveredAt == null).ExecuteUpdateAsync(row => row.SetProperty(x => x.DeliveredAt, now), cancellationToken),
            cancellationToken);
    }

    private void Close(OperationRow row, OperationState state, OperationEnd end)
    {
        row.State = state;
        (row.Outcome, row.Result, row.Problem, row.NotBefore, row.WaitsFor) = (end.Outcome, end.Result, end.Problem, null, null);
        row.EndedAt = clock.GetUtcNow();
        row.Wish = OperationWish.None;
        if (row.Waiter is null)
            row.DeliveredAt = row.EndedAt;
    }

    private Task<Operation?> ChangeAsync(Guid id, long fence, Func<OperationsContext, OperationRow, Task> change, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                if (await Mine(context, id, fence).FirstOrDefaultAsync(cancellationToken) is not { } row)
                    return null;
                await change(context, row);
                return row.ToOperation();
            },
            cancellationToken);

    private async Task EndAttemptAsync(OperationsContext context, Guid id, string? problem, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        foreach (var open in await context.Attempts.Where(row => row.OperationId == id && row.EndedAt == null).ToListAsync(cancellationToken))
            (open.EndedAt, open.Problem) = (now, problem);
    }

    private static IQueryable<OperationRow> Mine(OperationsContext context, Guid id, long fence) =>
        context.Operations.Where(row => row.Id == id && row.Fence == fence && row.State == OperationState.Running);
}
