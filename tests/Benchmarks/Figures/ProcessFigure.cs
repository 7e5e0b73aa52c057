using System.Diagnostics;
using System.Globalization;
using TapeFlows.Benchmarks.Measuring;

namespace TapeFlows.Benchmarks.Figures;

/// <summary>The command as a person starts it, with the start of its process and its workflow. Skipped when it is not built or cannot be started.</summary>
internal static class ProcessFigure
{
    public static async Task MeasureAsync(WorkingPlace place, Arguments arguments, FigureTable figures)
    {
        if (!arguments.Wants("process") || FindExecutable() is not { } executable || !await WorksAsync(place, executable))
            return;
        var archive = place.In("process.tar");
        var data = "";
        var seconds = await new Contest(arguments.Rounds)
        {
            Prepare = async () =>
            {
                await StockProgram.RunAsync("rm", "-rf", archive, data.Length == 0 ? archive : data);
                data = place.NewInstallation();
                await StockProgram.RunAsync(executable, "--data", data, "library", "create", "--slots", "4", "--drives", "1", "--capacity", "100GiB");
                await StockProgram.RunAsync("sync");
            },
            Ours = clock => TimeAsync(clock, executable, "--data", data, "--json", "backup", place.Small),
            Reference = clock => TimeAsync(clock, "tar", "-C", "/", "-cf", archive, place.Small[1..]),
        }.RunAsync();
        await StockProgram.RunAsync("rm", "-rf", archive, data);
        figures.Add(Figure.OfRatio(
            string.Create(CultureInfo.InvariantCulture, $"`tapeflows backup`, the whole process, {arguments.SmallFiles:#,0} small files"), seconds, "tar -cf file", null));
    }

    private static async Task<bool> WorksAsync(WorkingPlace place, string executable)
    {
        try
        {
            await StockProgram.RunAsync(executable, "--data", place.NewInstallation(), "volumes");
            return true;
        }
        catch (InvalidOperationException e)
        {
            Console.Error.WriteLine($"  {e.Message} Its figure is left out.");
            return false;
        }
    }

    private static async Task TimeAsync(Stopwatch clock, string program, params string[] arguments)
    {
        clock.Start();
        await StockProgram.RunAsync(program, arguments);
        clock.Stop();
    }

    /// <summary>Beside this program's own output folder, in the same configuration.</summary>
    private static string? FindExecutable()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        var repository = output.Parent!.Parent!.Parent!.Parent!.Parent!;
        var path = Path.Combine(repository.FullName, "src", "TapeFlows.Server", "bin", output.Parent!.Name, output.Name, "tapeflows");
        return File.Exists(path) ? path : null;
    }
}
