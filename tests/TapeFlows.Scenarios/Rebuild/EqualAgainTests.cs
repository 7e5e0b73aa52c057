using TapeFlows.Backup;
using TapeFlows.Backup.Rebuild;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Volumes;
using TapeFlows.Catalog;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Scenarios.Rebuild;

/// <summary>The catalog comes back from cartridges alone: equal to the original for everything that is present.</summary>
public sealed class EqualAgainTests
{
    private const string Pool = "Weekly-2";

    [Theory]
    [InlineData("none", 1)]
    [InlineData("zstd", 2)]
    [InlineData("gzip", 3)]
    public async Task In_any_order_the_catalog_is_the_same_again(string compression, int seed)
    {
        await using var house = await HistoryAsync(compression, seed);
        var barcodes = await WrittenAsync(house);
        Random.Shared.Shuffle(barcodes);
        await using var rebuilt = await RebuildAsync(house, barcodes);
        Assert.Empty(rebuilt.Result.Notes);
        Assert.All(rebuilt.Result.Sets, set => Assert.Equal(SetState.Complete, set.State));

        foreach (var set in await house.Catalog.ListSetsAsync(new SetQuery()))
        {
            Assert.Equivalent(set with { FinishedAt = null }, (await rebuilt.Catalog.FindSetAsync(set.Id))! with { FinishedAt = null });
            Assert.Equal(await RowsAsync(house.Catalog, set.Id), await RowsAsync(rebuilt.Catalog, set.Id));
            Assert.Equal(await PiecesAsync(house.Catalog, set.Id), await PiecesAsync(rebuilt.Catalog, set.Id));
        }

        foreach (var volume in await house.Catalog.ListVolumesAsync())
        {
            var again = (await rebuilt.Catalog.FindVolumeAsync(volume.Barcode))!;
            Assert.Equal(
                (volume.VolumeId, volume.Pool, volume.State, volume.AppendAddress, volume.BytesWritten, volume.Segments),
                (again.VolumeId, again.Pool, again.State, again.AppendAddress, again.BytesWritten, again.Segments));
        }
    }

    [Fact]
    public async Task With_any_volume_missing_everything_on_the_others_is_known()
    {
        await using var house = await HistoryAsync("none", 7);
        var barcodes = await WrittenAsync(house);
        foreach (var missing in barcodes)
        {
            await using var rebuilt = await RebuildAsync(house, [.. barcodes.Where(barcode => barcode != missing)]);
            foreach (var set in await house.Catalog.ListSetsAsync(new SetQuery()))
                await AssertPresentIsEqualAsync(house, rebuilt.Catalog, set, missing);
        }
    }

    [Theory]
    [InlineData("none", 11)]
    [InlineData("gzip", 12)]
    public async Task A_set_whose_manifest_is_lost_is_of_the_same_type_base_and_pool_with_the_same_pieces(string compression, int seed)
    {
        await using var house = await HistoryAsync(compression, seed);
        var barcodes = await WrittenAsync(house);
        foreach (var set in await house.Catalog.ListSetsAsync(new SetQuery()))
        {
            var pieces = await house.Catalog.ListSegmentsAsync(set.Id);
            var lost = pieces.Where(piece => piece.Kind == SegmentKind.Manifest).Select(piece => piece.Barcode).ToHashSet();
            Assert.Contains(pieces, piece => !lost.Contains(piece.Barcode));
            await using var rebuilt = await RebuildAsync(house, [.. barcodes.Where(barcode => !lost.Contains(barcode))]);
            var again = (await rebuilt.Catalog.FindSetAsync(set.Id))!;
            Assert.Equal(
                (SetState.Incomplete, set.Type, set.BaseId, set.Pool, set.StartedAt, set.ExpiresAt, set.Compression),
                (again.State, again.Type, again.BaseId, again.Pool, again.StartedAt, again.ExpiresAt, again.Compression));
            Assert.Equal(Words(pieces.Where(piece => !lost.Contains(piece.Barcode))), await PiecesAsync(rebuilt.Catalog, set.Id));
            Assert.All(await rebuilt.Catalog.ListVolumesAsync(), volume => Assert.Equal(Pool, volume.Pool));
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("zstd")]
    public async Task A_set_that_was_never_finished_comes_back_from_its_data(string compression)
    {
        await using var house = await House.BuildAsync(512 << 10, 8192, cartridges: 20);
        Fill(house.Source, new Random(5), 80);
        await house.BackUpAsync(request => Shape(request, compression));
        var set = (await house.Catalog.ListSetsAsync(new SetQuery())).Single();
        var last = (await house.Catalog.ListSegmentsAsync(set.Id))[^1];
        Assert.Equal(SegmentKind.Manifest, last.Kind);
        // Without the volume of the manifest it is as if the writer had been killed before it.
        var barcodes = (await WrittenAsync(house)).Where(barcode => barcode != last.Barcode).ToArray();
        await using var rebuilt = await RebuildAsync(house, barcodes);
        Assert.Equal(SetState.Incomplete, (await rebuilt.Catalog.FindSetAsync(set.Id))!.State);
        await AssertPresentIsEqualAsync(house, rebuilt.Catalog, set, last.Barcode);
    }

    [Fact]
    public async Task The_next_backup_goes_on_behind_the_last_piece()
    {
        await using var house = await HistoryAsync("none", 9);
        await using var rebuilt = await RebuildAsync(house, await WrittenAsync(house));
        await using var session = new LibrarySession(house.Library, rebuilt.Catalog, TimeProvider.System);
        var result = await new BackupRun(rebuilt.Catalog, session, TimeProvider.System)
            .ExecuteAsync(house.Request(request => Shape(request, "none") with { Type = BackupType.Incremental }));
        Assert.Equal(BackupType.Incremental, result.Set.Type);
        Assert.Equal(SetState.Complete, result.Set.State);
    }

    private static async Task AssertPresentIsEqualAsync(House house, CatalogDatabase rebuilt, BackupSet set, string missing)
    {
        var pieces = await house.Catalog.ListSegmentsAsync(set.Id);
        var lost = pieces.Where(piece => piece.Barcode == missing).Select(piece => piece.Piece).ToHashSet();
        if (lost.Count == pieces.Count)
            return;
        var found = await rebuilt.FindSetAsync(set.Id);
        Assert.Equal((set.Type, set.BaseId, set.Pool), (found!.Type, found.BaseId, found.Pool));
        Assert.Empty(Words(pieces.Where(piece => piece.Barcode != missing)).Except(await PiecesAsync(rebuilt, set.Id)));
        var again = (await RowsAsync(rebuilt, set.Id)).ToDictionary(row => row.Path);
        foreach (var row in await RowsAsync(house.Catalog, set.Id))
        {
            if (row.IsDeleted || lost.Contains(row.FirstPiece) || lost.Contains(row.LastPiece) || row.PartPieces.Split(' ').Any(part => part.Length > 0 && lost.Contains(int.Parse(part))))
                continue;
            var same = Assert.Contains(row.Path, (IDictionary<string, Row>)again);
            Assert.Equal(row, same with { Ordinal = row.Ordinal });
        }
    }

    private static async Task<House> HistoryAsync(string compression, int seed)
    {
        var random = new Random(seed);
        var house = await House.BuildAsync(600 << 10, 8192, cartridges: 30);
        Fill(house.Source, random, 60);
        await house.BackUpAsync(request => Shape(request, compression));
        Fill(house.Source, random, 30);
        File.Delete(Directory.GetFiles(house.Source, "*", SearchOption.AllDirectories)[0]);
        await house.BackUpAsync(request => Shape(request, compression) with { Type = BackupType.Incremental });
        Fill(house.Source, random, 30);
        await house.BackUpAsync(request => Shape(request, compression) with { Type = BackupType.Differential });
        return house;
    }

    private static BackupRequest Shape(BackupRequest request, string compression) =>
        request with { Pool = Pool, BlockSize = 8192, SegmentSize = 300_000, Compression = compression, BufferBytes = 200_000 };

    private static void Fill(string root, Random random, int files)
    {
        for (var i = 0; i < files; i++)
        {
            var directory = Directory.CreateDirectory(Path.Combine(root, $"d{random.Next(5)}")).FullName;
            var content = new byte[random.Next(3) == 0 ? random.Next(0, 400_000) : random.Next(0, 5000)];
            random.NextBytes(content);
            File.WriteAllBytes(Path.Combine(directory, $"f{random.Next(1000)}"), content);
        }
    }

    private static async Task<string[]> WrittenAsync(House house) =>
        [.. (await house.Catalog.ListVolumesAsync()).Select(volume => volume.Barcode)];

    private static async Task<Rebuilt> RebuildAsync(House house, string[] barcodes)
    {
        var folder = Directory.CreateDirectory(Path.Combine(house.Root, Guid.NewGuid().ToString("N"))).FullName;
        var catalog = await CatalogDatabase.OpenAsync(CatalogOptions.InFolder(folder), TimeProvider.System);
        await using var session = new LibrarySession(house.Library, catalog, TimeProvider.System);
        return new Rebuilt(catalog, await new CatalogRebuild(catalog, session, TimeProvider.System).RunAsync(barcodes));
    }

    private static async Task<List<Row>> RowsAsync(CatalogDatabase catalog, Guid set)
    {
        var rows = new List<Row>();
        await foreach (var row in catalog.ReadFilesAsync(set))
            rows.Add(Row.Of(row));
        return rows;
    }

    private static async Task<List<string>> PiecesAsync(CatalogDatabase catalog, Guid set) =>
        Words(await catalog.ListSegmentsAsync(set));

    private static List<string> Words(IEnumerable<Segment> pieces) =>
        [.. pieces.Select(piece => $"{piece with { Sha256 = null, CommittedAt = null }} {Convert.ToHexString(piece.Sha256!)}")];

    private sealed record Rebuilt(CatalogDatabase Catalog, RebuildReport Result) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => Catalog.DisposeAsync();
    }

    /// <summary>A row with everything in it as values that compare.</summary>
    private sealed record Row(
        long Ordinal, string Path, EntryKind Kind, FileState State, uint Mode, uint User, uint Group, long Size, long Modified, long Changed,
        ulong Inode, ulong Device, string Link, string Sha256, TapePosition Position, int LastPiece, string Parts, string PartPieces, string Renamed, bool IsDeleted)
    {
        public int FirstPiece => Position.Piece;

        public static Row Of(CatalogFile row) => new(
            row.Ordinal, row.Path.ToString(), row.Kind, row.State, row.Mode, row.UserId, row.GroupId, row.Size, row.ModifiedNanoseconds, row.ChangedNanoseconds,
            row.Inode, row.Device, Convert.ToHexString(row.LinkTarget ?? []), Convert.ToHexString(row.Sha256 ?? []), row.Position, row.LastPiece,
            string.Join(';', row.MoreParts), string.Join(' ', row.MoreParts.Select(part => part.Position.Piece)), row.Counterpart?.ToString() ?? "", row.IsDeleted);
    }
}
