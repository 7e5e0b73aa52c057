using System.Diagnostics;
using System.Globalization;
using TapeFlows.Benchmarks.Measuring;

namespace TapeFlows.Benchmarks.Figures;

/// <summary>How long it takes to have everything back, and to have one file back.</summary>
internal static class RestoreFigures
{
    public static async Task MeasureAsync(WorkingPlace place, Installation installation, string files, Arguments arguments, FigureTable figures)
    {
        await MeasureAllAsync(place, installation, files, arguments, figures);
        await MeasureOneAsync(place, installation, files, arguments, figures);
    }

    private static async Task MeasureAllAsync(WorkingPlace place, Installation installation, string files, Arguments arguments, FigureTable figures)
    {
        var archive = place.In("restore.tar");
        var target = place.In("restored");
        await StockProgram.RunAsync("tar", "-C", "/", "-cf", archive, place.Small[1..]);
        var seconds = await new Contest(arguments.Rounds)
        {
            Prepare = async () =>
            {
                await StockProgram.RunAsync("rm", "-rf", target);
                Directory.CreateDirectory(target);
                await StockProgram.RunAsync("sync");
                await StockProgram.RunAsync("cat", archive);
            },
            Ours = async clock =>
            {
                await installation.RestoreAsync(target, whenMounted: clock.Start);
                clock.Stop();
            },
            Reference = async clock =>
            {
                clock.Start();
                await StockProgram.RunAsync("tar", "-C", target, "-xpf", archive);
                clock.Stop();
            },
        }.RunAsync();
        await StockProgram.RunAsync("rm", "-rf", target, archive);
        figures.Add(Figure.OfRatio($"restore of all {files}, sums checked", seconds, "tar -x", 1.0));
    }

    private static async Task MeasureOneAsync(WorkingPlace place, Installation installation, string files, Arguments arguments, FigureTable figures)
    {
        var all = Directory.GetFiles(place.Small, "*", SearchOption.AllDirectories);
        Array.Sort(all, StringComparer.Ordinal);
        var seconds = new List<double>();
        long read = 0;
        for (var round = 0; round < arguments.Rounds + 1; round++)
        {
            var target = Directory.CreateDirectory(place.In("one")).FullName;
            var clock = new Stopwatch();
            var report = await installation.RestoreAsync(target, all[all.Length * (round + 1) / (arguments.Rounds + 2)], clock.Start);
            clock.Stop();
            if (round > 0)
                seconds.Add(clock.Elapsed.TotalSeconds);
            read = Math.Max(read, report.TapeBytes);
            Directory.Delete(target, recursive: true);
        }

        figures.Add(Figure.OfLimit(
            string.Create(CultureInfo.InvariantCulture, $"restore of one of {files}, after the mount ({read / 1048576.0:0.0} MiB read)"),
            Contest.Median(seconds), "s", 0.5));
    }
}
