using Spectre.Console;
using TapeFlows.Activities.Texts;

namespace TapeFlows.Server.Output;

/// <summary>Tells how a run ended: a summary table, or the one JSON object.</summary>
internal static class RunReport
{
    private const int ShownOnScreen = 20;

    /// <summary>Tells it.</summary>
    /// <returns>The exit code.</returns>
    public static int Show(Screen screen, RunSummary summary)
    {
        if (screen.IsJson)
            JsonOutput.Write(screen, summary);
        else
            ShowTable(screen, summary);
        return summary.ExitCode();
    }

    private static void ShowTable(Screen screen, RunSummary summary)
    {
        foreach (var warning in summary.Warnings.Take(ShownOnScreen))
            screen.Warn(warning);
        if (summary.WarningCount > ShownOnScreen)
            screen.Warn($"and {Amount.Of(summary.WarningCount - ShownOnScreen, "more warning")}; --json lists up to a thousand.");
        foreach (var error in summary.Errors)
            screen.Fail(error);
        var table = new Table().HideHeaders().AddColumns("", "");
        foreach (var (name, value) in Rows(summary))
            table.AddRow(Cells.Of(name, value));
        screen.Show(table);
    }

    private static IEnumerable<(string Name, string Value)> Rows(RunSummary summary)
    {
        yield return ("Status", summary.DryRun ? $"{summary.Status} (dry run)" : summary.Status);
        if (summary.SetId is { } set)
            yield return ("Set", set);
        if (summary.Type is { } type)
            yield return ("Type", summary.BaseSetId is { } baseSet ? $"{type}, based on {baseSet}" : type);
        if (summary.CopyOf is { } original)
            yield return ("Copy of", original);
        if (summary.SetState is { } state)
            yield return ("State", state);
        yield return ("Files", Amount.OfCount(summary.Files));
        yield return ("Size", Amount.OfBytes(summary.Bytes));
        if (summary.TapeBytes > 0)
            yield return ("On tape", Amount.OfBytes(summary.TapeBytes));
        if (summary.BaseSetId is not null)
            yield return ("Unchanged, deleted", $"{Amount.OfCount(summary.Unchanged)}, {Amount.OfCount(summary.Deleted)}");
        if (summary.Damaged > 0)
            yield return (summary.Operation == "restore" ? "Lost" : "Damaged", Amount.OfCount(summary.Damaged));
        if (summary.Volumes.Count > 0)
            yield return ("Volumes", string.Join(' ', summary.Volumes));
        if (summary.MissingVolumes.Count > 0)
            yield return ("Missing volumes", string.Join(' ', summary.MissingVolumes));
        if (summary.WarningCount > 0)
            yield return ("Warnings", Amount.OfCount(summary.WarningCount));
        if (summary.EstimatedSeconds is { } estimate)
            yield return ("Estimated time", Amount.OfTime(TimeSpan.FromSeconds(estimate)));
        var time = Amount.OfTime(TimeSpan.FromSeconds(summary.Seconds));
        yield return ("Time", summary is { Seconds: > 0, Bytes: > 0, DryRun: false } ? $"{time} ({Amount.OfRate(summary.Bytes / summary.Seconds)})" : time);
    }
}
