namespace TapeFlows.Server.Telemetry;

/// <summary>Looks at how the house stands, every quarter of a minute: whoever reads gauges cannot wait for a database or a library.</summary>
internal sealed partial class HouseWatch(HouseGauges gauges, HouseLook look, TimeProvider clock, ILogger<HouseWatch> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                gauges.Set(await look.LookAsync(stoppingToken));
            }
            catch (Exception e) when (e is not OutOfMemoryException && (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested))
            {
                // Whether it answers is said by the health checks; gauges keep what they had. What gets out of here stops the server.
                LogBlind(log, e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Debug, "How the house stands could not be seen")]
    private static partial void LogBlind(ILogger log, Exception failure);
}
