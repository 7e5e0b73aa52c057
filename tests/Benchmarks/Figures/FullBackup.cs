using System.Diagnostics;
using TapeFlows.Backup;
using TapeFlows.Benchmarks.Measuring;

namespace TapeFlows.Benchmarks.Figures;

/// <summary>A full backup against GNU tar.</summary>
internal static class FullBackup
{
    /// <param name="place">Where the data is.</param>
    /// <param name="name">What the figure is called.</param>
    /// <param name="source">What is backed up.</param>
    /// <param name="rounds">How often.</param>
    /// <param name="figures">Get two lines: against an archive that is on the disk, as ours is, and against one that is left in the cache.</param>
    public static async Task MeasureAsync(WorkingPlace place, string name, string source, int rounds, FigureTable figures)
    {
        var archive = place.In("reference.tar");
        var durable = await ContestOf(isDurable: true).RunAsync();
        figures.Add(Figure.OfRatio($"{name}, on the disk", durable, "tar -cf file, sync file", 1.0));
        var cached = await ContestOf(isDurable: false).RunAsync();
        figures.Add(Figure.OfRatio($"{name}, tar leaves its file in the cache", cached, "tar -cf file", 1.0));
        File.Delete(archive);

        Contest ContestOf(bool isDurable) => new(rounds)
        {
            Prepare = async () =>
            {
                File.Delete(archive);
                await StockProgram.RunAsync("sync");
                await StockProgram.RunAsync("find", source, "-type", "f", "-exec", "cat", "{}", "+");
            },
            Ours = clock => OursAsync(place, source, clock),
            Reference = async clock =>
            {
                clock.Start();
                await StockProgram.RunAsync("tar", "-C", "/", "-cf", archive, source[1..]);
                if (isDurable)
                    await StockProgram.RunAsync("sync", archive);
                clock.Stop();
            },
        };
    }

    private static async Task OursAsync(WorkingPlace place, string source, Stopwatch clock)
    {
        await using var installation = await Installation.BuildAsync(place.NewInstallation());
        clock.Start();
        await installation.BackUpAsync(source, BackupType.Full);
        clock.Stop();
    }
}
