using System.Diagnostics.Metrics;

namespace TapeFlows.Server.Telemetry;

/// <summary>How the house stands, as gauges: what waits and works over all nodes, and what is in the drives. The numbers are those of the last look (<see cref="HouseWatch"/>).</summary>
internal sealed class HouseGauges
{
    private volatile HouseState _state = new(new Dictionary<string, int>(StringComparer.Ordinal), [], 0, 0);

    public HouseGauges(IMeterFactory meters)
    {
        var meter = meters.Create("TapeFlows.Server");
        meter.CreateObservableGauge("tapeflows.operations.unfinished", () => Lines(_state.Operations, "state"), "{operation}", "Operations that have not ended, of all nodes, by state.");
        meter.CreateObservableGauge("tapeflows.drives", () => _state.Drives.Select(drive => new Measurement<int>(
            drive.IsLoaded ? 1 : 0, new KeyValuePair<string, object?>("drive", drive.Name))), "{drive}", "Whether a volume is in a drive.");
        meter.CreateObservableGauge("tapeflows.runs.queued", () => _state.QueuedRuns, "{run}", "Runs of tasks that wait, of all nodes.");
        meter.CreateObservableGauge("tapeflows.runs.running", () => _state.RunningRuns, "{run}", "Runs of tasks that go on, of all nodes.");
    }

    public void Set(HouseState state) => _state = state;

    private static IEnumerable<Measurement<int>> Lines(IReadOnlyDictionary<string, int> counts, string tag) =>
        counts.Select(count => new Measurement<int>(count.Value, new KeyValuePair<string, object?>(tag, count.Key)));
}

/// <summary>How the house stood at a look.</summary>
/// <param name="Operations">How many operations have not ended, by state.</param>
/// <param name="Drives">The drives of the library.</param>
/// <param name="QueuedRuns">How many runs wait.</param>
/// <param name="RunningRuns">How many runs go on.</param>
internal sealed record HouseState(IReadOnlyDictionary<string, int> Operations, IReadOnlyList<DriveState> Drives, int QueuedRuns, int RunningRuns);

/// <summary>A drive at a look.</summary>
/// <param name="Name">Its name, or its address in the library.</param>
/// <param name="IsLoaded">Whether a volume is in it.</param>
internal sealed record DriveState(string Name, bool IsLoaded);
