using TapeFlows.Backup;
using TapeFlows.Backup.Retention;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Activities.Reports;

/// <summary>What happened in a span of time, and how things stand at its end.</summary>
/// <param name="From">Its beginning.</param>
/// <param name="To">Its end.</param>
/// <param name="Sets">The sets that were begun in it, oldest first.</param>
/// <param name="Volumes">All volumes as they are now, by barcode.</param>
/// <param name="Findings">What breaks its policy now.</param>
/// <param name="Open">What waits in the inbox for somebody.</param>
internal sealed record BackupReport(
    DateTimeOffset From, DateTimeOffset To, IReadOnlyList<BackupSet> Sets, IReadOnlyList<Volume> Volumes, IReadOnlyList<RetentionFinding> Findings, IReadOnlyList<InboxEntry> Open)
{
    public int CompleteSets => Sets.Count(set => set.State == SetState.Complete);

    public long Bytes => Sets.Sum(set => set.Bytes);

    public long Files => Sets.Sum(set => set.Files);

    public static async Task<BackupReport> GatherAsync(ICatalog catalog, RetentionPolicies policies, IInbox inbox, TimeSpan span, TimeProvider clock, CancellationToken cancellationToken)
    {
        var to = clock.GetUtcNow();
        return new BackupReport(
            to - span,
            to,
            await SetsAsync(catalog, to - span, cancellationToken),
            await VolumesAsync(catalog, cancellationToken),
            await new RetentionCheck(catalog, policies, clock).RunAsync(cancellationToken),
            (await inbox.ListAsync(new InboxQuery { IsOpen = true, LeastSeverity = NoticeSeverity.Warning, Take = 200 }, cancellationToken)).Entries);
    }

    private static async Task<IReadOnlyList<BackupSet>> SetsAsync(ICatalog catalog, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var sets = new List<BackupSet>();
        for (var isMore = true; isMore;)
        {
            var page = await catalog.ListSetsAsync(new SetQuery { Skip = sets.Count, Take = 1000 }, cancellationToken);
            sets.AddRange(page);
            isMore = page.Count == 1000 && page[^1].StartedAt >= from;
        }

        return [.. sets.Where(set => set.StartedAt >= from).DistinctBy(set => set.Id).OrderBy(set => set.StartedAt)];
    }

    private static async Task<IReadOnlyList<Volume>> VolumesAsync(ICatalog catalog, CancellationToken cancellationToken)
    {
        var volumes = new List<Volume>();
        while (await catalog.ListVolumesAsync(after: volumes.LastOrDefault()?.Barcode, cancellationToken: cancellationToken) is { Count: > 0 } page)
            volumes.AddRange(page);
        return volumes;
    }
}
