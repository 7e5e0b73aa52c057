using TapeFlows.Backup;
using TapeFlows.Backup.Runs;
using TapeFlows.Server.Data;
using TapeFlows.Server.Procedures;

namespace TapeFlows.Server.Output;

/// <summary>What a backup has to tell.</summary>
internal static class BackupSummary
{
    public static async Task<RunSummary> MakeAsync(Station station, ProcedureEnd end, CancellationToken cancellationToken) =>
        end.Run.Backup is { } result ? OfResult(station, end, result) : await OfFailureAsync(station, end);

    private static RunSummary OfResult(Station station, ProcedureEnd end, BackupResult result)
    {
        var problems = result.Problems.Where(problem => !problem.IsNote).Select(problem => problem.ToString());
        string[] warnings = [.. result.Notes, .. problems, .. end.RepairedFailures];
        var count = result.Warnings + result.Notes.Count + end.RepairedFailures.Count;
        return Verdict.Of(station, end, "backup", warnings, count, isDone: result.Set.State == SetState.Complete) with
        {
            SetId = result.Set.Id.ToString(),
            Type = Word(result.Set.Type),
            BaseSetId = result.Set.BaseId?.ToString(),
            SetState = Word(result.Set.State),
            Files = result.Set.Files,
            Bytes = result.Set.Bytes,
            TapeBytes = result.TapeBytes,
            Unchanged = result.Unchanged,
            Deleted = result.Set.Deleted,
            Volumes = result.Volumes,
        };
    }

    /// <summary>A run that ended early: what it committed stays restorable and is told.</summary>
    private static async Task<RunSummary> OfFailureAsync(Station station, ProcedureEnd end)
    {
        var verdict = Verdict.Of(station, end, "backup", [], 0, isDone: false);
        if (end.Run.SetId is not { } id || await station.Catalog.FindSetAsync(id, CancellationToken.None) is not { } set)
            return verdict;
        var pieces = await station.Catalog.ListSegmentsAsync(id, CancellationToken.None);
        return verdict with
        {
            SetId = id.ToString(),
            Type = Word(set.Type),
            BaseSetId = set.BaseId?.ToString(),
            SetState = Word(set.State),
            Files = set.Files,
            Bytes = set.Bytes,
            Volumes = [.. pieces.Where(piece => piece.State == SegmentState.Committed).Select(piece => piece.Barcode).Distinct(StringComparer.Ordinal)],
        };
    }

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();
}
