using TapeFlows.Server.Data;
using TapeFlows.Server.Procedures;

namespace TapeFlows.Server.Output;

/// <summary>The part of a summary that is the same for every procedure: how it ended, and what there is to tell.</summary>
internal static class Verdict
{
    /// <summary>Judges a run.</summary>
    /// <param name="station">Where it worked.</param>
    /// <param name="end">How the procedure ended.</param>
    /// <param name="operation">What it was for.</param>
    /// <param name="warnings">What there is to tell, word for word.</param>
    /// <param name="warningCount">How many there were in all.</param>
    /// <param name="isDone">Whether the work itself was done.</param>
    public static RunSummary Of(Station station, ProcedureEnd end, string operation, IReadOnlyList<string> warnings, long warningCount, bool isDone)
    {
        var hasFailed = end.Fault is not null || !isDone;
        return new RunSummary
        {
            Operation = operation,
            Procedure = end.Name,
            RunId = end.Run.Id,
            Warnings = warnings,
            WarningCount = warningCount,
            Errors = hasFailed ? ErrorsOf(end) : [],
            Status = hasFailed ? "failed" : warningCount > 0 ? "warnings" : "ok",
            Seconds = Math.Round((station.Clock.GetUtcNow() - end.Run.StartedAt).TotalSeconds, 3),
        };
    }

    private static IReadOnlyList<string> ErrorsOf(ProcedureEnd end)
    {
        if (end.Run.Failures.Count > 0)
            return [.. end.Run.Failures];
        return [end.Fault ?? $"The procedure '{end.Name}' came to its end without doing the work. See its definition: tapeflows workflows export {end.Name}."];
    }
}
