using System.Diagnostics;
using System.Globalization;
using TapeFlows.Benchmarks.Measuring;

namespace TapeFlows.Benchmarks.Figures;

/// <summary>The most memory that a process has while it backs up many small files, and while it restores them.</summary>
internal static class MemoryFigure
{
    public static async Task MeasureAsync(WorkingPlace place, Arguments arguments, FigureTable figures)
    {
        if (!arguments.Wants("memory"))
            return;
        await using var installation = await Installation.BuildAsync(place.NewInstallation());
        var (folder, target) = (installation.Folder, place.In("restored"));
        await MeasureAsync(ChildStep.Backup, folder, place.Small, "full backup", arguments, figures);
        await MeasureAsync(ChildStep.Restore, folder, target, "restore", arguments, figures);
        await StockProgram.RunAsync("rm", "-rf", target);
    }

    private static async Task MeasureAsync(string step, string folder, string directory, string name, Arguments arguments, FigureTable figures)
    {
        string[] child = [Environment.GetCommandLineArgs()[0], "--child", step, folder, directory];
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, IsHost() ? child : child[1..]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var peak = long.Parse(await process.StandardOutput.ReadToEndAsync(), CultureInfo.InvariantCulture);
        await process.WaitForExitAsync();
        figures.Add(Figure.OfLimit(string.Create(CultureInfo.InvariantCulture, $"peak memory, {name} of {arguments.SmallFiles:#,0} small files"), peak / 1e6, "MB", 400));
    }

    private static bool IsHost() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
}
