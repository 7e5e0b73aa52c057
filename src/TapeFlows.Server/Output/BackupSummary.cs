using TapeFlows.Backup;
using TapeFlows.Operations.Executors;
using TapeFlows.Server.Data;
using TapeFlows.Server.Procedures;

namespace TapeFlows.Server.Output;

/// <summary>What a backup has to tell.</summary>
internal static class BackupSummary
{
    public static async Task<RunSummary> MakeAsync(Station station, ProcedureEnd end, CancellationToken cancellationToken) =>
        end.Run.Backup is { } result && await station.Catalog.FindSetAsync(result.SetId, CancellationToken.None) is { } set
            ? OfResult(station, end, result, set)
            : await OfFailureAsync(station, end);

    private static RunSummary OfResult(Station station, ProcedureEnd end, WriteResult result, BackupSet set)
    {
        string[] warnings = [.. result.Notes, .. result.Problems, .. end.RepairedFailures];
        var count = result.Warnings + result.Notes.Count + end.RepairedFailures.Count;
        return Verdict.Of(station, end, "backup", warnings, count, isDone: set.State == SetState.Complete) with
        {
            SetId = set.Id.ToString(),
            Type = Word(set.Type),
            BaseSetId = set.BaseId?.ToString(),
            SetState = Word(set.State),
            Files = set.Files,
            Bytes = set.Bytes,
            TapeBytes = result.TapeBytes,
            Unchanged = result.Unchanged,
            Deleted = set.Deleted,
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
