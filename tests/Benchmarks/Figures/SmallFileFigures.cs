using System.Globalization;
using TapeFlows.Backup;
using TapeFlows.Benchmarks.Data;
using TapeFlows.Benchmarks.Measuring;

namespace TapeFlows.Benchmarks.Figures;

/// <summary>What small files cost: to back up, to look through when nothing has changed, to restore.</summary>
internal static class SmallFileFigures
{
    public static async Task MeasureAsync(WorkingPlace place, Arguments arguments, FigureTable figures)
    {
        if (!arguments.Wants("small") && !arguments.Wants("unchanged") && !arguments.Wants("restore") && !arguments.Wants("memory") && !arguments.Wants("process"))
            return;
        SourceData.MakeSmall(place.Small, arguments.SmallFiles);
        var files = string.Create(CultureInfo.InvariantCulture, $"{arguments.SmallFiles:#,0} small files");
        if (arguments.Wants("small"))
            await FullBackup.MeasureAsync(place, $"full backup of {files}", place.Small, arguments.Rounds, figures);
        if (!arguments.Wants("unchanged") && !arguments.Wants("restore"))
            return;
        await using var installation = await Installation.BuildAsync(place.NewInstallation());
        await installation.BackUpAsync(place.Small, BackupType.Full);
        if (arguments.Wants("unchanged"))
            await MeasureUnchangedAsync(place, installation, files, arguments, figures);
        if (arguments.Wants("restore"))
            await RestoreFigures.MeasureAsync(place, installation, files, arguments, figures);
    }

    private static async Task MeasureUnchangedAsync(WorkingPlace place, Installation installation, string files, Arguments arguments, FigureTable figures)
    {
        var seconds = await new Contest(arguments.Rounds)
        {
            Prepare = () => StockProgram.RunAsync("find", place.Small, "-newermt", "2100-01-01"),
            Ours = async clock =>
            {
                clock.Start();
                var result = await installation.BackUpAsync(place.Small, BackupType.Differential);
                clock.Stop();
                if (result.Set.Files != 0)
                    throw new InvalidOperationException($"{result.Set.Files} files were taken for changed.");
            },
            Reference = async clock =>
            {
                clock.Start();
                await StockProgram.RunAsync("find", place.Small, "-printf", @"%p\0%y %m %U %G %s %T@ %C@ %i %D\0");
                clock.Stop();
            },
        }.RunAsync();
        figures.Add(Figure.OfRatio($"differential, nothing changed, {files}", seconds, "find -printf", 3.0));
    }
}
