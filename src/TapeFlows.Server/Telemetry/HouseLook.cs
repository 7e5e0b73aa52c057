using System.Globalization;
using TapeFlows.Operations;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Server.Data;
using TapeFlows.Tape.Changers;

namespace TapeFlows.Server.Telemetry;

/// <summary>Looks at how the house stands: what waits and works over all nodes, and what is in the drives.</summary>
internal sealed class HouseLook(Station station, IOperations operations, ITaskDesk tasks)
{
    private const int MostOperations = 1000;
    private static readonly OperationState[] Unfinished = [OperationState.Queued, OperationState.Running, OperationState.Waiting, OperationState.Paused];

    /// <summary>Looks.</summary>
    public async Task<HouseState> LookAsync(CancellationToken cancellationToken)
    {
        var unfinished = await operations.ListAsync(new OperationQuery { States = Unfinished, Take = MostOperations }, cancellationToken);
        var scheduler = await tasks.StatusAsync(cancellationToken);
        var drives = station.Library.Inventory().Where(element => element.Kind == ElementKind.Drive)
            .Select(drive => new DriveState(drive.DriveName ?? drive.Address.ToString(CultureInfo.InvariantCulture), drive.IsFull));
        var states = Unfinished.ToDictionary(state => state.ToString().ToLowerInvariant(), state => unfinished.Count(operation => operation.State == state), StringComparer.Ordinal);
        return new HouseState(states, [.. drives], scheduler.Queue.Count, scheduler.RunningExecutions.Count);
    }
}
