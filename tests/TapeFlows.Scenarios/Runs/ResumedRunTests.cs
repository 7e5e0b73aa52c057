using TapeFlows.Backup;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Streaming;
using TapeFlows.Backup.Volumes;
using TapeFlows.Scenarios.Recovering;
using TapeFlows.Scenarios.Restoring;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Scenarios.Runs;

/// <summary>A set whose run was stopped, perhaps in the middle of a file, and that is gone on with.</summary>
public sealed class ResumedRunTests
{
    [Theory]
    [InlineData("none", 1)]
    [InlineData("none", 4)]
    [InlineData("gzip", 2)]
    [InlineData("zstd", 3)]
    public async Task A_stopped_set_that_is_gone_on_with_is_like_one_that_nothing_happened_to(string compression, int seed)
    {
        await using var house = await House.BuildAsync(capacity: 700 * 1024, blockSize: 4096, cartridges: 40);
        new RandomTree(house.Source, new Random(seed)).Grow(60);
        File.WriteAllBytes(Path.Combine(house.Source, "large"), Random(seed, 900_000));
        var before = TreeSnapshot.Of(house.Source);
        var id = Guid.NewGuid();
        foreach (var pieces in (int[])[1, 3, 6])
            Assert.True(await StopAsync(house, id, compression, pieces), "The run had ended before it could be stopped.");
        await house.BackUpAsync(request => Shape(request, id, compression));

        var set = Assert.Single(await house.Catalog.ListSetsAsync(new SetQuery()));
        Assert.Equal((id, SetState.Complete), (set.Id, set.State));
        var written = await house.Catalog.ListSegmentsAsync(id);
        Assert.Equal(SegmentKind.Manifest, written[^1].Kind);
        var report = await house.VerifyAsync(verify => verify.VerifySetAsync(id));
        Assert.True(report.IsSound, string.Join('\n', report.Damages));
        Assert.Equal(written.Any(piece => piece.Ending == PieceEnding.Cut), report.Notes.Any(note => note.Contains("breaks off", StringComparison.Ordinal)));
        await RecoverScriptTests.RecoverAsync(house, set);
        Assert.Equal(before, TreeSnapshot.Of(house.Restored));
    }

    [Fact]
    public async Task A_set_that_is_complete_is_not_written_again()
    {
        await using var house = await House.BuildAsync(64 << 20);
        File.WriteAllText(Path.Combine(house.Source, "a"), "1");
        var id = Guid.NewGuid();
        var first = await house.BackUpAsync(request => request with { SetId = id });
        var again = await house.BackUpAsync(request => request with { SetId = id });
        Assert.Equal(first.Set.ManifestSha256, again.Set.ManifestSha256);
        Assert.Equal(first.Set.Pieces, (await house.Catalog.FindSetAsync(id))!.Pieces);
        Assert.Equal(first.Volumes, again.Volumes);
    }

    [Fact]
    public async Task A_set_of_deletions_alone_that_was_stopped_at_its_manifest_has_each_of_them_once()
    {
        await using var house = await House.BuildAsync(64 << 20);
        File.WriteAllText(Path.Combine(house.Source, "a"), "1");
        File.WriteAllText(Path.Combine(house.Source, "b"), "1");
        await house.BackUpAsync();
        var id = Guid.NewGuid();
        // What is left out from now on is gone, and nothing else has changed.
        BackupRequest Without(BackupRequest request) => request with { SetId = id, Type = BackupType.Incremental, Sources = request.Sources with { Exclude = ["b"] } };
        using (var stop = new CancellationTokenSource())
        {
            await using var session = new LibrarySession(house.Library, house.Catalog, TimeProvider.System);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                new BackupRun(house.Catalog, session, TimeProvider.System).ExecuteAsync(house.Request(Without), new StopAtManifest(stop), stop.Token));
        }

        Assert.Equal(1, (await house.Catalog.FindSetAsync(id))!.Deleted);
        var ended = await house.BackUpAsync(Without);
        Assert.Equal((SetState.Complete, 0L, 1L), (ended.Set.State, ended.Set.Files, ended.Set.Deleted));
        var rows = new List<CatalogFile>();
        await foreach (var row in house.Catalog.ReadFilesAsync(id))
            rows.Add(row);
        Assert.True(Assert.Single(rows).IsDeleted);
        var report = await house.VerifyAsync(verify => verify.VerifySetAsync(id));
        Assert.True(report.IsSound, string.Join('\n', report.Damages));
    }

    [Fact]
    public async Task A_set_of_other_sources_is_not_gone_on_with()
    {
        await using var house = await House.BuildAsync(64 << 20);
        var id = Guid.NewGuid();
        await house.BackUpAsync(request => request with { SetId = id });
        var other = Directory.CreateDirectory(Path.Combine(house.Root, "other")).FullName;
        await Assert.ThrowsAsync<ArgumentException>(() => house.BackUpAsync(request => request with { SetId = id, Sources = request.Sources with { Roots = [other] } }));
    }

    /// <summary>Runs, and stops as soon as a number of pieces is committed.</summary>
    /// <returns>Whether it was stopped before its end.</returns>
    private static async Task<bool> StopAsync(House house, Guid id, string compression, int atPiece)
    {
        using var stop = new CancellationTokenSource();
        await using var session = new LibrarySession(house.Library, house.Catalog, TimeProvider.System);
        var request = house.Request(request => Shape(request, id, compression));
        try
        {
            await new BackupRun(house.Catalog, session, TimeProvider.System).ExecuteAsync(request, new StopAfter(house, id, atPiece, stop), stop.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private static BackupRequest Shape(BackupRequest request, Guid id, string compression) => request with
    {
        SetId = id,
        BlockSize = 4096,
        SegmentSize = 256 * 1024,
        BufferBytes = 16 * 4096,
        Compression = compression,
    };

    private static byte[] Random(int seed, int length)
    {
        var bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    // The manifest asks for the volume before its first block.
    private sealed class StopAtManifest(CancellationTokenSource stop) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value)
        {
            if (value.Phase == "manifest")
                stop.Cancel();
        }
    }

    private sealed class StopAfter(House house, Guid id, int pieces, CancellationTokenSource stop) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value)
        {
            if (value.Phase == "writing" && house.Catalog.FindSetAsync(id).GetAwaiter().GetResult()?.Pieces >= pieces)
                stop.Cancel();
        }
    }
}
