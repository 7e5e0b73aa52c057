using TapeFlows.Operations.Executors;
using TapeFlows.Server.Data;
using TapeFlows.Server.Procedures;

namespace TapeFlows.Server.Output;

/// <summary>What a verification has to tell.</summary>
internal static class VerifySummary
{
    public static RunSummary Make(Station station, ProcedureEnd end) => end.Run.Verify is { } report
        ? OfReport(station, end, report)
        : Verdict.Of(station, end, "verify", [], 0, isDone: false) with { SetId = end.Run.SetId?.ToString() };

    private static RunSummary OfReport(Station station, ProcedureEnd end, VerifyResult report)
    {
        string[] warnings = [.. report.Damages, .. report.Notes, .. end.RepairedFailures];
        var count = report.DamageCount + report.Notes.Count + end.RepairedFailures.Count;
        return Verdict.Of(station, end, "verify", warnings, count, isDone: report.IsSound) with
        {
            SetId = end.Run.SetId?.ToString(),
            Files = report.Files,
            Bytes = report.Bytes,
            TapeBytes = report.TapeBytes,
            Damaged = report.DamageCount,
            Volumes = report.Volumes,
        };
    }
}
