using Microsoft.EntityFrameworkCore;
using TapeFlows.Operations.Model;
using TapeFlows.Operations.Telemetry;

namespace TapeFlows.Operations.Database;

/// <summary>The rows of the operations, for all but the worker that has one in hand (<see cref="FencedOperations"/>): those who ask, wait, and wish something of one.</summary>
internal sealed class OperationStore(OperationsDatabase database, TimeProvider clock)
{
    private static readonly OperationState[] Unfinished = [OperationState.Queued, OperationState.Running];
    private static readonly OperationState[] Ends = [OperationState.Succeeded, OperationState.Failed, OperationState.Cancelled];

    /// <summary>Makes sure that the tables are there.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => database.PrepareAsync(cancellationToken);

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
                var now = clock.GetUtcNow();
                var rows = await context.Operations.Where(row => row.Owner == owner && !Ends.Contains(row.State)).ToListAsync(cancellationToken);
                foreach (var row in rows)
                {
                    await context.EndAttemptAsync(row.Id, problem, now, cancellationToken);
                    row.Close(OperationState.Cancelled, new OperationEnd(OperationOutcome.Failed, null, problem), now);
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

    /// <summary>Ends an operation that waits, because what it waits for will not come.</summary>
    /// <returns><see langword="null"/>: it does not wait any more.</returns>
    public Task<Operation?> RefuseAsync(Guid id, string problem, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                if (await context.Operations.FindAsync([id], cancellationToken) is not { State: OperationState.Waiting } row)
                    return null;
                row.Close(OperationState.Failed, new OperationEnd(OperationOutcome.NeedsOperator, null, problem), clock.GetUtcNow());
                return row.ToOperation();
            },
            cancellationToken);

    /// <summary>Wants something of an operation: a running one is asked, any other does it at once.</summary>
    /// <returns><see langword="null"/>: it has ended, or the wish makes no sense.</returns>
    public Task<Operation?> WishAsync(Guid id, OperationWish wish, string problem, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
                await context.Operations.FindAsync([id], cancellationToken) is { } row && row.Grant(wish, problem, clock.GetUtcNow()) ? row.ToOperation() : null,
            cancellationToken);

    /// <summary>The waiter has heard of the end.</summary>
    public Task SaveDeliveredAsync(Guid id, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return database.ReadAsync(
            context => context.Operations.Where(row => row.Id == id && row.DeliveredAt == null).ExecuteUpdateAsync(row => row.SetProperty(x => x.DeliveredAt, now), cancellationToken),
            cancellationToken);
    }
}
