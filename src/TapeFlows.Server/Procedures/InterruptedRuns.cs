using Elsa.Workflows;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Operations;
using TapeFlows.Server.Data;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.Procedures;

/// <summary>
/// Settles the runs whose process was killed. What a run has in its hands (drives, positions, half a set) is gone with its process, so it is not continued: its
/// instance ends as cancelled, with an incident that says why, and what it committed to tape stays.
/// </summary>
/// <param name="services">The engine's services.</param>
/// <param name="folder">The data folder.</param>
/// <param name="screen">Where to say so.</param>
/// <param name="clock">The time.</param>
internal sealed class InterruptedRuns(IServiceProvider services, DataFolder folder, Screen screen, TimeProvider clock)
{
    // The engine takes up to ten seconds to find out that a node is gone.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    /// <summary>Settles them.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        foreach (var (instanceId, mark) in RunMark.TakeLeftBehind(folder))
        {
            using (mark)
            {
                if (await TrySettleAsync(instanceId, mark.Since, cancellationToken))
                    mark.Remove();
            }
        }
    }

    private async Task<bool> TrySettleAsync(string instanceId, string since, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await using var scope = services.CreateAsyncScope();
            // Nobody has its sign locked, so its process is gone for certain.
            await services.GetRequiredService<IOperations>().AbandonAsync(instanceId, either.Token);
            var client = await scope.ServiceProvider.GetRequiredService<IWorkflowRuntime>().CreateClientAsync(instanceId, either.Token);
            // Killed before its first commit: there is nothing to settle.
            if (await client.InstanceExistsAsync(either.Token))
                await CancelAsync(client, since, either.Token);
            return true;
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            screen.Warn($"The run {instanceId} of {since} was interrupted and is still marked as running: {e.Message} The next command tries again.");
            return false;
        }
    }

    private async Task CancelAsync(IWorkflowClient client, string since, CancellationToken cancellationToken)
    {
        var state = await client.ExportStateAsync(cancellationToken);
        if (state.Status == WorkflowStatus.Finished)
            return;
        var message = $"The process that did this run since {since} ended in the middle of it. What it had committed to tape is kept. The run was not continued: start it again.";
        state.Incidents.Add(new ActivityIncident(state.DefinitionId, state.DefinitionId, "Workflow", message, exception: null, clock.GetUtcNow()));
        await client.ImportStateAsync(state, cancellationToken);
        await client.CancelAsync(cancellationToken);
        screen.Warn($"The run {state.Id} of '{state.DefinitionId}' was interrupted: its process ended in the middle of it. It is recorded as cancelled; what it had committed to tape is kept.");
    }
}
