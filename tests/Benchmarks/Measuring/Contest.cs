using System.Diagnostics;

namespace TapeFlows.Benchmarks.Measuring;

/// <summary>Two ways to do the same, in turn, on the same data in the same state of the machine.</summary>
internal sealed class Contest(int rounds)
{
    /// <summary>Puts both sides into the same state before each run: the source read into the cache, nothing left to write.</summary>
    public required Func<Task> Prepare { get; init; }

    /// <summary>One run of ours; the clock it is given is started and stopped by the run.</summary>
    public required Func<Stopwatch, Task> Ours { get; init; }

    /// <summary>One run of the reference.</summary>
    public required Func<Stopwatch, Task> Reference { get; init; }

    /// <returns>Seconds, the median of each side.</returns>
    public async Task<(double Ours, double Reference)> RunAsync()
    {
        // Once for nothing: compilers and caches get warm.
        await TimeAsync(Ours);
        var ours = new List<double>();
        var reference = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var oursFirst = round % 2 == 0;
            (oursFirst ? ours : reference).Add(await TimeAsync(oursFirst ? Ours : Reference));
            (oursFirst ? reference : ours).Add(await TimeAsync(oursFirst ? Reference : Ours));
        }

        return (Median(ours), Median(reference));
    }

    private async Task<double> TimeAsync(Func<Stopwatch, Task> run)
    {
        await Prepare();
        GC.Collect();
        var clock = new Stopwatch();
        await run(clock);
        return clock.Elapsed.TotalSeconds;
    }

    internal static double Median(List<double> values)
    {
        values.Sort();
        var middle = values.Count / 2;
        return values.Count % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
