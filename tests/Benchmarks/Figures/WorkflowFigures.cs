using System.Diagnostics;
using System.Globalization;
using Elsa.Workflows;
using TapeFlows.Benchmarks.Data;
using TapeFlows.Benchmarks.Measuring;
using TapeFlows.Testing;

namespace TapeFlows.Benchmarks.Figures;

/// <summary>How many workflows of ten activities a server does in a second, stored with state, journal and executions, by how many callers want them at once.</summary>
internal static class WorkflowFigures
{
    // A real Elsa 3.8 server on SQLite does 69 a second for one caller, reached over HTTP on the same kind of machine; ten times that is wanted.
    private const double Wanted = 690;
    private static readonly int[] Callers = [1, 4, 16];

    public static async Task MeasureAsync(WorkingPlace place, Arguments arguments, FigureTable figures)
    {
        if (!arguments.Wants("workflows"))
            return;
        await MeasureAsync(EnginePlace.Memory, arguments, figures, wanted: null);
        await MeasureAsync(EnginePlace.Sqlite(place.In("workflows.db")), arguments, figures, Wanted);
        await using var server = new PostgresServer { IsDurable = true };
        await MeasureAsync(EnginePlace.PostgreSql(await server.CreateDatabaseAsync()), arguments, figures, wanted: null);
    }

    private static async Task MeasureAsync(EnginePlace place, Arguments arguments, FigureTable figures, double? wanted)
    {
        await using var host = await EngineHost.StartAsync(place);
        await host.PublishAsync(Flows.Ten("ten"));
        await RunAsync(host, callers: 4, TimeSpan.FromSeconds(2));
        foreach (var callers in Callers)
        {
            var rates = new List<double>();
            for (var round = 0; round < arguments.Rounds; round++)
                rates.Add(await RunAsync(host, callers, TimeSpan.FromSeconds(arguments.IsFull ? 5 : 2)));
            var rate = Contest.Median(rates);
            figures.Add(Figure.OfLimit(
                string.Create(CultureInfo.InvariantCulture, $"engine: workflows of ten activities, {place.Name}, {callers} {(callers == 1 ? "caller" : "callers")}"),
                rate, "workflows/s", wanted, isLeast: true));
            if (callers == 1 && place == EnginePlace.Memory)
                figures.Add(Figure.OfLimit("engine: one activity of these, in memory", 1e6 / rate / Flows.Activities, "microseconds", 50));
        }
    }

    private static async Task<double> RunAsync(EngineHost host, int callers, TimeSpan span)
    {
        GC.Collect();
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            for (; clock.Elapsed < span; count++)
            {
                var run = await host.RunAsync("ten");
                if (run.SubStatus != WorkflowSubStatus.Finished)
                    throw new InvalidOperationException($"The workflow ended as {run.SubStatus}.");
            }

            return count;
        })));
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }
}
