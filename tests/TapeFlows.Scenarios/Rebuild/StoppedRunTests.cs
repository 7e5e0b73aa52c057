using TapeFlows.Backup;
using TapeFlows.Backup.Rebuild;
using TapeFlows.Backup.Restore;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Streaming;
using TapeFlows.Backup.Volumes;
using TapeFlows.Catalog;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Scenarios.Rebuild;

/// <summary>A run that was stopped leaves a piece whose trailer says that its archive is cut, and everybody who reads it says so too.</summary>
public sealed class StoppedRunTests
{
    [Theory]
    [InlineData("none")]
    [InlineData("zstd")]
    public async Task The_cut_is_told_and_what_was_whole_before_it_can_be_restored(string compression)
    {
        await using var house = await House.BuildAsync(256 << 20);
        var random = new Random(3);
        for (var i = 0; i < 40; i++)
        {
            var content = new byte[2 << 20];
            random.NextBytes(content);
            await File.WriteAllBytesAsync(Path.Combine(house.Source, $"f{i:D2}"), content);
        }

        var left = await StopAsync(house, compression);
        var piece = Assert.Single(await house.Catalog.ListSegmentsAsync(left.Id));
        Assert.Equal(PieceEnding.Cut, piece.Ending);

        var verified = await house.VerifyAsync(run => run.VerifySetAsync(left.Id));
        Assert.True(verified.IsSound, string.Join('\n', verified.Damages));
        Assert.Contains(verified.Notes, note => note.Contains("was stopped", StringComparison.Ordinal));

        await using var catalog = await CatalogDatabase.OpenAsync(CatalogOptions.InFolder(Path.Combine(house.Root, "again")), TimeProvider.System);
        await using var session = new LibrarySession(house.Library, catalog, TimeProvider.System);
        var rebuilt = await new CatalogRebuild(catalog, session, TimeProvider.System).RunAsync([piece.Barcode]);
        Assert.Contains(rebuilt.Notes, note => note.Contains("was stopped", StringComparison.Ordinal));
        Assert.DoesNotContain(rebuilt.Notes, note => note.Contains("Segment 1", StringComparison.Ordinal));
        var again = Assert.Single(await catalog.ListSegmentsAsync(left.Id));
        Assert.Equal(piece with { Sha256 = null, CommittedAt = null }, again with { Sha256 = null, CommittedAt = null });
        Assert.Equal(await PathsAsync(house.Catalog, left.Id), await PathsAsync(catalog, left.Id));

        var restored = await new RestoreRun(catalog, session, TimeProvider.System).ExecuteAsync(new RestoreRequest { SetId = left.Id, Target = house.Target });
        Assert.Equal(0, restored.LostCount);
        foreach (var file in Directory.GetFiles(house.Restored))
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(house.Source, Path.GetFileName(file))), await File.ReadAllBytesAsync(file));
    }

    private static async Task<BackupSet> StopAsync(House house, string compression)
    {
        using var stop = new CancellationTokenSource();
        await using var session = new LibrarySession(house.Library, house.Catalog, TimeProvider.System);
        var run = new BackupRun(house.Catalog, session, TimeProvider.System);
        var request = house.Request(with => with with { BufferBytes = 8 << 20, Compression = compression });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.ExecuteAsync(request, new StopWhenWriting(stop), stop.Token));
        return Assert.Single(await house.Catalog.ListSetsAsync(new SetQuery()));
    }

    private static async Task<List<string>> PathsAsync(CatalogDatabase catalog, Guid set)
    {
        var paths = new List<string>();
        await foreach (var row in catalog.ReadFilesAsync(set))
            paths.Add($"{row.Path} {row.Size} {Convert.ToHexString(row.Sha256 ?? [])}");
        return paths;
    }

    private sealed class StopWhenWriting(CancellationTokenSource stop) : IProgress<ProgressReport>
    {
        public void Report(ProgressReport value)
        {
            if (value.Volume is not null)
                stop.Cancel();
        }
    }
}
