using TapeFlows.Backup;
using TapeFlows.Backup.Reading;
using TapeFlows.Backup.Rebuild;
using TapeFlows.Backup.Restore;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Volumes;
using TapeFlows.Catalog;

namespace TapeFlows.Scenarios.Restoring;

/// <summary>The cartridges alone are enough: to make the catalog again, and to restore with stock tools.</summary>
public sealed class RebuildTests
{
    [Theory]
    [InlineData(1, "none")]
    [InlineData(2, "zstd")]
    public async Task A_catalog_made_from_cartridges_is_the_one_that_was_lost(int seed, string compression)
    {
        await using var house = await WriteChainAsync(seed, compression);
        var barcodes = Barcodes(house).ToArray();
        new Random(seed).Shuffle(barcodes);
        await using var catalog = await EmptyCatalogAsync(house);

        var report = await RebuildAsync(house, catalog, barcodes);

        Assert.Empty(report.MissingVolumes);
        foreach (var set in await house.Catalog.ListSetsAsync(new SetQuery()))
        {
            var again = Assert.Single(report.Sets, found => found.Id == set.Id);
            Assert.Equal((set.Type, set.State, set.BaseId, set.Files, set.Deleted, set.Bytes, set.Pieces), (again.Type, again.State, again.BaseId, again.Files, again.Deleted, again.Bytes, again.Pieces));
            Assert.Equal(set.Roots, again.Roots);
            Assert.Equal(set.ManifestSha256, again.ManifestSha256);
            Assert.Equal(await PiecesAsync(house.Catalog, set.Id), await PiecesAsync(catalog, set.Id));
            Assert.Equal(await RowsAsync(house.Catalog, set.Id), await RowsAsync(catalog, set.Id));
        }

        foreach (var volume in await house.Catalog.ListVolumesAsync())
        {
            var again = await catalog.FindVolumeAsync(volume.Barcode);
            Assert.Equal((volume.VolumeId, volume.State, volume.Segments, volume.BytesWritten, volume.AppendAddress), (again!.VolumeId, again.State, again.Segments, again.BytesWritten, again.AppendAddress));
        }
    }

    [Fact]
    public async Task With_any_volume_missing_the_rest_comes_back()
    {
        await using var house = await WriteChainAsync(3, "none");
        var all = Barcodes(house);
        foreach (var missing in all)
        {
            await using var catalog = await EmptyCatalogAsync(house);
            var report = await RebuildAsync(house, catalog, [.. all.Where(barcode => barcode != missing)]);
            foreach (var set in report.Sets)
            {
                var rows = await RowsAsync(catalog, set.Id);
                var original = await RowsAsync(house.Catalog, set.Id);
                if (set.State == SetState.Complete)
                    Assert.Equal(original, rows);
                else
                    Assert.Subset(original.Select(Content).ToHashSet(StringComparer.Ordinal), rows.Select(Content).ToHashSet(StringComparer.Ordinal));
                await using var session = new LibrarySession(house.Library, catalog, TimeProvider.System);
                var restored = await new RestoreRun(catalog, session, TimeProvider.System).ExecuteAsync(new RestoreRequest { SetId = set.Id, Target = house.Target, IsDryRun = set.State == SetState.Complete }, null, null, default);
                Assert.True(set.State == SetState.Complete || restored.LostCount == 0, string.Join('\n', restored.Lost));
            }
        }
    }

    [Fact]
    public async Task The_next_backup_goes_on_with_a_rebuilt_catalog()
    {
        await using var house = await WriteChainAsync(4, "none");
        await using var catalog = await EmptyCatalogAsync(house);
        await RebuildAsync(house, catalog, Barcodes(house));
        await File.WriteAllTextAsync(Path.Combine(house.Source, "new"), "new");

        await using var session = new LibrarySession(house.Library, catalog, TimeProvider.System);
        var result = await new BackupRun(catalog, session, TimeProvider.System).ExecuteAsync(house.Request(request => request with { Type = BackupType.Incremental, BlockSize = 8192 }));
        var report = await new RestoreRun(catalog, session, TimeProvider.System).ExecuteAsync(new RestoreRequest { Target = house.Target });

        Assert.Equal(BackupType.Incremental, result.Set.Type);
        Assert.Equal(0, report.LostCount);
        Assert.Equal(TreeSnapshot.Of(house.Source), TreeSnapshot.Of(house.Restored));
    }

    [Theory]
    [InlineData(5, "none")]
    [InlineData(6, "gzip")]
    public async Task Dumped_volumes_restore_with_stock_tools(int seed, string compression)
    {
        await using var house = await House.BuildAsync(capacity: 700 * 1024, 8192, cartridges: 24);
        new RandomTree(house.Source, new Random(seed)).Grow(60);
        var result = await house.BackUpAsync(request => request with { BlockSize = 8192, SegmentSize = 250_000, Compression = compression });
        var folders = new List<string>();
        await using (var session = new LibrarySession(house.Library, house.Catalog, TimeProvider.System))
        {
            foreach (var barcode in result.Volumes)
            {
                var folder = Path.Combine(house.Root, "dump", barcode);
                Assert.True(await VolumeDump.WriteAsync(await session.MountAsync(barcode, default), folder) > 0);
                folders.Add(folder);
                await session.EjectAsync(barcode, default);
            }
        }

        Unpack(folders[^1]);
        StockTool.RunWell("/", "sh", [Path.Combine(folders[^1], "recover.sh"), "--to", house.Target, .. folders]);

        Assert.Equal(TreeSnapshot.Of(house.Source), TreeSnapshot.Of(house.Restored));
    }

    // The manifest is the last data file of the last volume.
    private static void Unpack(string folder)
    {
        var files = Directory.GetFiles(folder).Order(StringComparer.Ordinal).ToList();
        StockTool.RunWell("/", "tar", "-xf", files[^2], "-C", folder, "recover.sh");
    }

    private static async Task<House> WriteChainAsync(int seed, string compression)
    {
        var house = await House.BuildAsync(capacity: 900 * 1024, 8192, cartridges: 24);
        var tree = new RandomTree(house.Source, new Random(seed));
        tree.Grow(60);
        foreach (var type in new[] { BackupType.Full, BackupType.Incremental })
        {
            await house.BackUpAsync(request => request with { Type = type, BlockSize = 8192, SegmentSize = 250_000, Compression = compression });
            tree.Change(20);
        }

        return house;
    }

    private static string[] Barcodes(House house) =>
        [.. house.Library.Inventory().Where(element => element.IsFull && new FileInfo(house.DataOf(element.Barcode!)).Length > 0).Select(element => element.Barcode!)];

    private static Task<CatalogDatabase> EmptyCatalogAsync(House house) =>
        CatalogDatabase.OpenAsync(CatalogOptions.InFolder(Path.Combine(house.Root, Guid.NewGuid().ToString("N"))), TimeProvider.System);

    private static async Task<RebuildReport> RebuildAsync(House house, CatalogDatabase catalog, IReadOnlyList<string> barcodes)
    {
        await using var session = new LibrarySession(house.Library, catalog, TimeProvider.System);
        return await new CatalogRebuild(catalog, session, TimeProvider.System).RunAsync(barcodes);
    }

    private static async Task<IReadOnlyList<string>> RowsAsync(CatalogDatabase catalog, Guid setId)
    {
        var rows = new List<string>();
        await foreach (var row in catalog.ReadFilesAsync(setId))
        {
            var parts = string.Join(';', row.MoreParts);
            rows.Add($"{row.Path}|{row.Kind}|{row.Size}|{Hex(row.Sha256)}|{row.Mode}|{row.UserId}|{row.GroupId}|{row.ModifiedNanoseconds}|{row.ChangedNanoseconds}|{row.Inode}|{row.Device}|{Hex(row.LinkTarget)}#{row.Ordinal}|{row.State}|{row.Position}|{row.LastPiece}|{parts}|{row.Counterpart}");
        }

        return rows;
    }

    // What can be known without a manifest.
    private static string Content(string row) => row[..row.IndexOf('#', StringComparison.Ordinal)];

    private static string Hex(byte[]? bytes) => bytes is null ? "" : Convert.ToHexString(bytes);

    private static async Task<IReadOnlyList<string>> PiecesAsync(CatalogDatabase catalog, Guid setId) =>
        [.. (await catalog.ListSegmentsAsync(setId)).Select(piece => (piece with { CommittedAt = null, Sha256 = null }).ToString() + Hex(piece.Sha256))];
}
