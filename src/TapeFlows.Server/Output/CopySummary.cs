using TapeFlows.Operations.Executors;
using TapeFlows.Server.Data;
using TapeFlows.Server.Procedures;

namespace TapeFlows.Server.Output;

/// <summary>What a copy has to tell.</summary>
internal static class CopySummary
{
    public static RunSummary Make(Station station, ProcedureEnd end) => end.Run.Copy is { } report
        ? OfReport(station, end, report)
        : Verdict.Of(station, end, "copy", [], 0, isDone: false) with { SetId = end.Run.SetId?.ToString() };

    private static RunSummary OfReport(Station station, ProcedureEnd end, CopySetResult report)
    {
        string[] there = report.WasThere ? [$"Set {report.CopyOf} has the copy {report.SetId} in that pool already. Nothing was written."] : [];
        string[] warnings = [.. there, .. report.Notes, .. end.RepairedFailures];
        return Verdict.Of(station, end, "copy", warnings, warnings.Length, isDone: true) with
        {
            SetId = report.SetId.ToString(),
            CopyOf = report.CopyOf.ToString(),
            Files = report.Files,
            Bytes = report.Bytes,
            TapeBytes = report.TapeBytes,
            Volumes = report.Volumes,
        };
    }
}
