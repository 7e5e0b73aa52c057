using TapeFlows.Server.Composition;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Output;

/// <summary>What a verification has to tell.</summary>
internal static class VerifySummary
{
    public static RunSummary Make(Station station, ProcedureEnd end) =>
        Verdict.Of(station, end, "verify", [], 0, isDone: true) with { SetId = end.Run.SetId?.ToString() };
}
