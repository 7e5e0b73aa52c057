using System.Globalization;
using TapeFlows.Operations;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Server.Data;
using TapeFlows.Tape.Changers;

namespace TapeFlows.Server.Telemetry;

/// <summary>Looks at how the house stands, every quarter of a minute: whoever reads gauges cannot wait for a database or a library.</summary>
internal sealed partial class HouseWatch(HouseGauges gauges, Station station, IOperations operations, ITaskDesk tasks, TimeProvider clock, ILogger<HouseWatch> log) : BackgroundService
{
    private const int MostOperations = 1000;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);
    private static readonly OperationState[] Unfinished = [OperationState.Queued, OperationState.Running, OperationState.Waiting, OperationState.Paused];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                gauges.Set(await LookAsync(stoppingToken));
            }
            catch (Exception e) when (e is not OutOfMemoryException && (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested))
            {
                // Whether it answers is said by the health checks; gauges keep what they had. What gets out of here stops the server.
                LogBlind(log, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<HouseState> LookAsync(CancellationToken cancellationToken)
    {
        var unfinished = await operations.ListAsync(new OperationQuery { States = Unfinished, Take = MostOperations }, cancellationToken);
        var scheduler = await tasks.StatusAsync(cancellationToken);
        var drives = station.Library.Inventory().Where(element => element.Kind == ElementKind.Drive)
            .Select(drive => new DriveState(drive.DriveName ?? drive.Address.ToString(CultureInfo.InvariantCulture), drive.IsFull));
        var states = Unfinished.ToDictionary(state => state.ToString().ToLowerInvariant(), state => unfinished.Count(operation => operation.State == state), StringComparer.Ordinal);
        return new HouseState(states, [.. drives], scheduler.Queue.Count, scheduler.RunningExecutions.Count);
    }

    [LoggerMessage(LogLevel.Debug, "How the house stands could not be seen")]
    private static partial void LogBlind(ILogger log, Exception failure);
}
