using TapeFlows.Activities.Texts;
using TapeFlows.Operations.Executors;
using TapeFlows.Server.Data;
using TapeFlows.Server.Procedures;

namespace TapeFlows.Server.Output;

/// <summary>What a restore, or the plan of one, has to tell.</summary>
internal static class RestoreSummary
{
    public static RunSummary Make(Station station, ProcedureEnd end, bool isDryRun)
    {
        if (isDryRun && end.Run.Plan is { } plan)
            return OfPlan(station, end, plan);
        return end.Run.Restore is { } result
            ? OfResult(station, end, result)
            : Verdict.Of(station, end, "restore", [], 0, isDone: false) with { SetId = end.Run.SetId?.ToString() };
    }

    private static RunSummary OfPlan(Station station, ProcedureEnd end, PlanResult plan)
    {
        string[] warnings = plan.Unavailable == 0 ? [] :
        [
            $"{Amount.Of(plan.Unavailable, "file")} cannot be restored because these volumes are not in the library: {string.Join(", ", plan.Missing)}.",
            .. plan.FirstUnavailable.Select(path => $"/{path}: not available"),
        ];
        return Verdict.Of(station, end, "restore", warnings, warnings.Length, isDone: true) with
        {
            SetId = plan.SetId.ToString(),
            Files = plan.Files,
            Bytes = plan.Bytes,
            Damaged = plan.Unavailable,
            Volumes = plan.Volumes,
            MissingVolumes = plan.Missing,
            EstimatedSeconds = Math.Round(plan.EstimatedTime.TotalSeconds, 1),
            DryRun = true,
        };
    }

    private static RunSummary OfResult(Station station, ProcedureEnd end, ReadResult result)
    {
        string[] warnings =
        [
            .. result.Lost,
            .. result.Warnings,
            .. Kept(result),
        ];
        var count = result.LostCount + result.WarningCount + (result.Skipped > 0 ? 1 : 0);
        // Where nothing at all came back, "with warnings" would be a kind word for a failure.
        var isDone = result.LostCount == 0 || result.Files > 0;
        return Verdict.Of(station, end, "restore", warnings, count, isDone) with
        {
            SetId = result.SetId.ToString(),
            Files = result.Files,
            Bytes = result.Bytes,
            TapeBytes = result.TapeBytes,
            Damaged = result.LostCount,
            Skipped = result.Skipped,
            Volumes = result.Volumes,
            MissingVolumes = end.Run.Plan is { } plan ? plan.Missing : [],
        };
    }

    private static IEnumerable<string> Kept(ReadResult result) =>
        result.Skipped == 0 ? [] : [$"{Amount.Of(result.Skipped, "entry", "entries")} kept as found, because something was there already; --overwrite says when to replace."];
}
