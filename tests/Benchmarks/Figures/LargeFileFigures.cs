using TapeFlows.Benchmarks.Data;
using TapeFlows.Benchmarks.Measuring;

namespace TapeFlows.Benchmarks.Figures;

/// <summary>How fast large files go to tape.</summary>
internal static class LargeFileFigures
{
    public static async Task MeasureAsync(WorkingPlace place, Arguments arguments, FigureTable figures)
    {
        if (!arguments.Wants("large"))
            return;
        SourceData.MakeLarge(place.Large, arguments.LargeFiles, arguments.LargeBytes);
        await FullBackup.MeasureAsync(place, $"full backup of {arguments.LargeBytes >> 20} MiB in large files", place.Large, arguments.Rounds, figures);
        Directory.Delete(place.Large, recursive: true);
    }
}
