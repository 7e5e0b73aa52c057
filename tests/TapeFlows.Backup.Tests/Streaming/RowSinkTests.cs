using TapeFlows.Backup.Streaming;

namespace TapeFlows.Backup.Tests.Streaming;

public sealed class RowSinkTests
{
    [Fact]
    public async Task Rows_are_kept_in_order_and_a_flush_waits_for_the_last()
    {
        var kept = new List<long>();
        await using var sink = new RowSink(async rows =>
        {
            await Task.Yield();
            kept.AddRange(rows.Select(row => row.Ordinal));
        });
        for (var i = 1; i <= 10_000; i++)
            sink.Add(Row(i), default);
        await sink.FlushAsync(default);
        Assert.Equal(Enumerable.Range(1, 10_000).Select(i => (long)i), kept);
    }

    [Fact]
    public async Task A_database_that_fails_stops_the_run_and_says_so()
    {
        await using var sink = new RowSink(_ => throw new IOException("the disk is full"));
        sink.Add(Row(1), default);
        var failure = await Assert.ThrowsAsync<IOException>(() => sink.FlushAsync(default));
        Assert.Contains("the disk is full", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(() => sink.FlushAsync(default));
    }

    private static CatalogFile Row(long ordinal) => new() { Ordinal = ordinal, Path = EntryPath.FromText($"f{ordinal}"), Kind = EntryKind.File };
}
