using TapeFlows.Operations;
using TapeFlows.Scheduling.Runs;

namespace TapeFlows.Server.Composition;

/// <summary>Lets the run of a task make way: its write stops behind its last committed segment, and goes on from there.</summary>
/// <param name="operations">What it has on tape.</param>
internal sealed class OperationInterruption(IOperations operations) : IRunInterruption
{
    /// <inheritdoc/>
    public async Task<bool> PauseAsync(Run run, CancellationToken cancellationToken)
    {
        // Only a write loses nothing: whatever else is at work would begin anew.
        var current = await FindAsync(run, [OperationState.Queued, OperationState.Running], cancellationToken);
        if (current is not { Kind: OperationKind.Write } || !await operations.PauseAsync(current.Id, cancellationToken))
            return false;
        try
        {
            await foreach (var seen in operations.WatchAsync(current.Id, cancellationToken))
            {
                if (seen.State is not OperationState.Running)
                    return seen.State == OperationState.Paused;
            }
        }
        catch (OperationCanceledException)
        {
            await operations.ResumeAsync(current.Id, CancellationToken.None);
            throw;
        }

        return false;
    }

    /// <inheritdoc/>
    public async Task ResumeAsync(Run run, CancellationToken cancellationToken)
    {
        if (await FindAsync(run, [OperationState.Paused], cancellationToken) is { } paused)
            await operations.ResumeAsync(paused.Id, cancellationToken);
    }

    private async Task<Operation?> FindAsync(Run run, IReadOnlyList<OperationState> states, CancellationToken cancellationToken) =>
        run.WorkflowInstanceId is { } instance
            ? (await operations.ListAsync(new OperationQuery { Run = instance, States = states, Take = 1 }, cancellationToken)).FirstOrDefault()
            : null;
}
