using System.Diagnostics;
using System.Globalization;
using TapeFlows.Benchmarks.Measuring;

namespace TapeFlows.Benchmarks.Figures;

/// <summary>The most memory that a process has while it backs up many small files.</summary>
internal static class MemoryFigure
{
    public static async Task MeasureAsync(WorkingPlace place, Arguments arguments, FigureTable figures)
    {
        if (!arguments.Wants("memory"))
            return;
        string[] child = [Environment.GetCommandLineArgs()[0], "--child", place.NewInstallation(), place.Small];
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, IsHost() ? child : child[1..]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var peak = long.Parse(await process.StandardOutput.ReadToEndAsync(), CultureInfo.InvariantCulture);
        await process.WaitForExitAsync();
        figures.Add(Figure.OfLimit(
            string.Create(CultureInfo.InvariantCulture, $"peak memory, full backup of {arguments.SmallFiles:#,0} small files"), peak / 1e6, "MB", 400));
    }

    private static bool IsHost() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
}
