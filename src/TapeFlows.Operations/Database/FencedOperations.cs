using Microsoft.EntityFrameworkCore;
using TapeFlows.Operations.Model;
using TapeFlows.Operations.Mounts;

namespace TapeFlows.Operations.Database;

/// <summary>
/// The rows of the operations, for the worker that has one in hand. Whatever it changes names its fence: a worker that lost its lease, and whose operation another
/// one has begun again, changes nothing.
/// </summary>
internal sealed class FencedOperations(OperationsDatabase database, TimeProvider clock)
{
    /// <summary>Has Entity Framework translate what every operation asks, by asking it about one that there is not.</summary>
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        await SaveCheckpointAsync(Guid.Empty, "", fence: 0, cancellationToken);
        await SaveProgressAsync(Guid.Empty, "", fence: 0, cancellationToken);
        await LetGoAsync(Guid.Empty, OperationState.Queued, problem: null, fence: 0, cancellationToken);
    }

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
                if (await context.Operations.FindAsync([id], cancellationToken) is not { } row || row.State is not (OperationState.Queued or OperationState.Running) || row.Fence >= fence
                    || (row.Owner is { } owner && owner != holder))
                    return null;
                var now = clock.GetUtcNow();
                await context.EndAttemptAsync(id, "its node died, or lost its lease", now, cancellationToken);
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
            async (context, row, now) =>
            {
                await context.EndAttemptAsync(id, problem, now, cancellationToken);
                row.Attempts++;
                context.Add(new AttemptRow { OperationId = id, Number = row.Attempts, Node = row.Node!, Fence = fence, StartedAt = now });
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
            async (context, row, now) =>
            {
                await context.EndAttemptAsync(id, state == OperationState.Succeeded ? null : end.Problem, now, cancellationToken);
                row.Close(state, end, now);
            },
            cancellationToken);

    /// <summary>Lets go of an operation that somebody will go on with.</summary>
    public Task<Operation?> LetGoAsync(Guid id, OperationState state, string? problem, long fence, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            fence,
            async (context, row, now) =>
            {
                await context.EndAttemptAsync(id, problem, now, cancellationToken);
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
            async (context, row, now) =>
            {
                await context.EndAttemptAsync(id, problem, now, cancellationToken);
                row.Postponed++;
                if (row.Stand(OperationState.Queued, problem, now))
                    row.NotBefore = notBefore;
            },
            cancellationToken);

    /// <summary>Has an operation wait until a person has brought a volume.</summary>
    public Task<Operation?> WaitAsync(Guid id, string problem, VolumeWait wait, long fence, CancellationToken cancellationToken) =>
        ChangeAsync(
            id,
            fence,
            async (context, row, now) =>
            {
                await context.EndAttemptAsync(id, problem, now, cancellationToken);
                if (row.Stand(OperationState.Waiting, problem, now))
                    row.WaitsFor = OperationJson.Text(wait);
            },
            cancellationToken);

    private Task<Operation?> ChangeAsync(Guid id, long fence, Func<OperationsContext, OperationRow, DateTimeOffset, Task> change, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async context =>
            {
                if (await Mine(context, id, fence).FirstOrDefaultAsync(cancellationToken) is not { } row)
                    return null;
                await change(context, row, clock.GetUtcNow());
                return row.ToOperation();
            },
            cancellationToken);

    private static IQueryable<OperationRow> Mine(OperationsContext context, Guid id, long fence) =>
        context.Operations.Where(row => row.Id == id && row.Fence == fence && row.State == OperationState.Running);
}
