using TapeFlows.Backup;
using TapeFlows.Backup.Copies;
using TapeFlows.Backup.Rebuild;
using TapeFlows.Backup.Restore;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Verify;
using TapeFlows.Backup.Volumes;
using TapeFlows.Catalog;
using TapeFlows.Scenarios.Recovering;
using TapeFlows.Scenarios.Restoring;

namespace TapeFlows.Scenarios.Copying;

/// <summary>A copy is a set of its own: whatever happens to the original, it restores, verifies, is rebuilt and recovered, and others stand on it.</summary>
public sealed class CopyTests
{
    public static TheoryData<int, string, int> Shapes()
    {
        var shapes = new TheoryData<int, string, int>();
        for (var seed = 0; seed < Count; seed++)
            shapes.Add(seed, (seed % 3) switch { 0 => "none", 1 => "zstd", _ => "gzip" }, 1 + (seed % 2));
        return shapes;
    }

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("TAPEFLOWS_ROUND_TRIPS"), out var count) ? count : 4;

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Copies_restore_what_was_backed_up_when_the_volumes_of_the_original_are_gone(int seed, string compression, int drives)
    {
        var random = new Random(seed);
        var blockSize = 4096 << random.Next(0, 4);
        await using var house = await House.BuildAsync(capacity: random.Next(350, 900) * 1024L, blockSize, cartridges: 60);
        var tree = new RandomTree(house.Source, random);
        tree.Grow(60);
        var full = await house.BackUpAsync(With(BackupType.Full));
        tree.Change(25);
        var incremental = await house.BackUpAsync(With(BackupType.Incremental));
        var now = TreeSnapshot.Of(house.Source);

        foreach (var set in (BackupSet[])[full.Set, incremental.Set])
        {
            var copy = await CopyAsync(house, set.Id, drives, random.Next(2) == 0 ? null : "none");
            Assert.False(copy.WasThere);
            Assert.Equal((set.Id, set.Type, set.BaseId, set.Files, set.Deleted, set.Bytes, set.StartedAt, set.HostName), (copy.Set.CopyOf, copy.Set.Type, copy.Set.BaseId, copy.Set.Files, copy.Set.Deleted, copy.Set.Bytes, copy.Set.StartedAt, copy.Set.HostName));
            Assert.Equal(await ContentsAsync(house.Catalog, set.Id), await ContentsAsync(house.Catalog, copy.Set.Id));
            var sound = await house.VerifyAsync(run => run.VerifySetAsync(copy.Set.Id));
            Assert.True(sound.IsSound, string.Join('\n', sound.Damages));
            Assert.True((await CopyAsync(house, set.Id, drives)).WasThere);
        }

        foreach (var barcode in full.Volumes.Union(incremental.Volumes, StringComparer.Ordinal))
            house.Library.RemoveCartridge(barcode);
        await using var session = new LibrarySession(house.Library, house.Catalog, TimeProvider.System);
        var report = await new RestoreRun(house.Catalog, session, TimeProvider.System).ExecuteAsync(new RestoreRequest { SetId = incremental.Set.Id, Target = house.Target }, null, InLibrary(house), default);
        Assert.Equal((0L, 0L), (report.LostCount, report.WarningCount));
        Assert.All(report.Chain, set => Assert.NotNull(set.CopyOf));
        Assert.Equal(now, TreeSnapshot.Of(house.Restored));

        Func<BackupRequest, BackupRequest> With(BackupType type) => request => request with
        {
            Type = type, BlockSize = blockSize, SegmentSize = random.Next(64, 1000) * 1024L, Compression = compression, BufferBytes = blockSize * random.Next(8, 32),
        };
    }

    [Fact]
    public async Task A_copy_is_read_by_stock_tools_and_learned_from_its_cartridges_alone()
    {
        await using var house = await House.BuildAsync(capacity: 700 * 1024, 8192, cartridges: 32);
        new RandomTree(house.Source, new Random(5)).Grow(60);
        var full = await house.BackUpAsync(request => request with { BlockSize = 8192, SegmentSize = 250_000 });
        var copy = await CopyAsync(house, full.Set.Id, drives: 2, blockSize: 8192);
        await RecoverScriptTests.RecoverAsync(house, copy.Set);
        Assert.Equal(TreeSnapshot.Of(house.Source), TreeSnapshot.Of(house.Restored));

        await using var catalog = await CatalogDatabase.OpenAsync(CatalogOptions.InFolder(Directory.CreateDirectory(Path.Combine(house.Root, "again")).FullName), TimeProvider.System);
        await using var session = new LibrarySession(house.Library, catalog, TimeProvider.System);
        var report = await new CatalogRebuild(catalog, session, TimeProvider.System).RunAsync([.. copy.Volumes]);
        var again = Assert.Single(report.Sets);
        Assert.Equal((copy.Set.Id, full.Set.Id, SetState.Complete), (again.Id, again.CopyOf, again.State));
        Assert.Equal(copy.Set.ManifestSha256, again.ManifestSha256);
        Assert.Equal(await ContentsAsync(house.Catalog, copy.Set.Id), await ContentsAsync(catalog, copy.Set.Id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_stands_on_a_set_stands_on_its_copy_when_the_set_is_gone(int drives)
    {
        await using var house = await House.BuildAsync(capacity: 2 << 20, 8192, cartridges: 12);
        var tree = new RandomTree(house.Source, new Random(6));
        tree.Grow(40);
        var full = await house.BackUpAsync(request => request with { BlockSize = 8192 });
        tree.Change(15);
        var differential = await house.BackUpAsync(request => request with { BlockSize = 8192, Type = BackupType.Differential });
        Assert.False(await house.Catalog.ExpireSetAsync(full.Set.Id));
        var copy = await CopyAsync(house, full.Set.Id, drives, blockSize: 8192);
        Assert.True(await house.Catalog.ExpireSetAsync(full.Set.Id));
        Assert.False(await house.Catalog.ExpireSetAsync(copy.Set.Id));

        var report = await house.RestoreAsync(new RestoreRequest { SetId = differential.Set.Id, Target = house.Target });
        Assert.Equal([copy.Set.Id, differential.Set.Id], report.Chain.Select(set => set.Id));
        Assert.Equal(TreeSnapshot.Of(house.Source), TreeSnapshot.Of(house.Restored));
        tree.Change(15);
        var next = await house.BackUpAsync(request => request with { BlockSize = 8192, Type = BackupType.Differential });
        Assert.Equal((BackupType.Differential, full.Set.Id), (next.Set.Type, next.Set.BaseId));
        // A copy of a copy is one of the same content.
        var further = await CopyAsync(house, copy.Set.Id, drives, pool: "vault", blockSize: 8192);
        Assert.Equal(full.Set.Id, further.Set.CopyOf);
        Assert.Empty(further.Volumes.Intersect(copy.Volumes, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1, "none")]
    [InlineData(2, "none")]
    [InlineData(2, "zstd")]
    public async Task Damage_on_the_way_ends_the_copy_with_what_is_damaged_and_what_is_kept(int drives, string compression)
    {
        await using var house = await House.BuildAsync(capacity: 4 << 20, 8192, cartridges: 12);
        new RandomTree(house.Source, new Random(8)).Grow(60);
        var full = await house.BackUpAsync(request => request with { BlockSize = 8192, SegmentSize = 250_000, Compression = compression });
        var pieces = (await house.Catalog.ListSegmentsAsync(full.Set.Id)).Where(piece => piece.Kind == Tape.Labels.SegmentKind.Data).ToList();
        Assert.True(pieces.Count > 2);
        var damaged = pieces[^2];
        Flip(house.DataOf(damaged.Barcode), damaged);

        var failure = await Assert.ThrowsAsync<CopySourceException>(() => CopyAsync(house, full.Set.Id, drives, blockSize: 8192));

        Assert.Contains($"Segment {damaged.Number} of set {full.Set.Id} on volume {damaged.Barcode}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("incomplete", failure.Message, StringComparison.Ordinal);
        var copy = Assert.Single(await house.Catalog.ListSetsAsync(new SetQuery { Content = full.Set.Id }), set => set.CopyOf is not null);
        Assert.Equal(SetState.Incomplete, copy.State);
        Assert.True(copy.Pieces >= pieces.Count - 2);
        Assert.Contains(await house.Catalog.ListSegmentsAsync(full.Set.Id), piece => piece.State == SegmentState.Damaged && piece.Number == damaged.Number);
        // What was copied is sound, and the rest is not said to be there.
        var rows = await ContentsAsync(house.Catalog, full.Set.Id);
        Assert.Subset(rows.ToHashSet(StringComparer.Ordinal), (await ContentsAsync(house.Catalog, copy.Id)).ToHashSet(StringComparer.Ordinal));
        Assert.DoesNotContain((await house.RestoreAsync(new RestoreRequest { Target = house.Target, IsDryRun = true })).Chain, set => set.Id == copy.Id);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_copy_that_was_stopped_goes_on_behind_its_last_committed_piece(int drives)
    {
        await using var house = await House.BuildAsync(capacity: 600 * 1024, 8192, cartridges: 40);
        new RandomTree(house.Source, new Random(9)).Grow(80);
        var full = await house.BackUpAsync(request => request with { BlockSize = 8192, SegmentSize = 200_000 });
        var id = Guid.NewGuid();
        var pieces = 0;
        for (var stop = 1; stop <= 3; stop++)
        {
            using var stopping = new CancellationTokenSource();
            var catalog = new StoppingCatalog(house.Catalog, stop, stopping);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => CopyAsync(house, full.Set.Id, drives, blockSize: 8192, id: id, catalog: catalog.Wrapped, cancellationToken: stopping.Token));
            var left = (await house.Catalog.FindSetAsync(id))!;
            Assert.Equal(SetState.Incomplete, left.State);
            Assert.True(left.Pieces >= pieces + stop);
            pieces = left.Pieces;
        }

        var copy = await CopyAsync(house, full.Set.Id, drives, blockSize: 8192, id: id);
        Assert.Equal((id, SetState.Complete, full.Set.Files), (copy.Set.Id, copy.Set.State, copy.Set.Files));
        Assert.Contains(copy.Notes, note => note.Contains("went on", StringComparison.Ordinal));
        Assert.Equal(await ContentsAsync(house.Catalog, full.Set.Id), await ContentsAsync(house.Catalog, id));
        var sound = await house.VerifyAsync(run => run.VerifySetAsync(id));
        Assert.True(sound.IsSound, string.Join('\n', sound.Damages));
    }

    [Theory]
    [InlineData(11, "none")]
    [InlineData(12, "zstd")]
    public async Task A_set_is_one_archive_that_tar_takes_apart(int seed, string compression)
    {
        var random = new Random(seed);
        await using var house = await House.BuildAsync(capacity: 600 * 1024, 8192, cartridges: 40);
        new RandomTree(house.Source, random).Grow(70);
        var large = new byte[700_000];
        random.NextBytes(large);
        await File.WriteAllBytesAsync(Path.Combine(house.Source, "large"), large);
        var full = await house.BackUpAsync(request => request with { BlockSize = 8192, SegmentSize = 200_000, Compression = compression });
        var file = Path.Combine(house.Root, "set.tar");
        await using (var session = new LibrarySession(house.Library, house.Catalog, TimeProvider.System))
        await using (var to = File.Create(file))
        {
            var (files, bytes) = await new SetArchive(house.Catalog, session, TimeProvider.System).WriteAsync(full.Set.Id, to, 64 * 1024, null, InLibrary(house), default);
            Assert.Equal((full.Set.Files, full.Set.Bytes), (files, bytes));
        }

        Directory.CreateDirectory(house.Target);
        StockTool.RunInSilence("/", "tar", "--xattrs", "--xattrs-include=*", "--acls", "-xpf", file, "-C", house.Target);
        Assert.Equal(TreeSnapshot.Of(house.Source), TreeSnapshot.Of(house.Restored));
    }

    private static async Task<CopyResult> CopyAsync(
        House house, Guid set, int drives, string? compression = null, string pool = "offsite", int blockSize = 4096, Guid? id = null, ICatalog? catalog = null, CancellationToken cancellationToken = default)
    {
        catalog ??= house.Catalog;
        await using var session = new LibrarySession(house.Library, catalog, TimeProvider.System) { DriveName = drives == 1 ? "drive0" : null };
        var request = new CopyRequest
        {
            SetId = set, Pool = pool, CopyId = id, Compression = compression, Drives = drives, BlockSize = blockSize, BufferBytes = blockSize * 16, SpoolFolder = Path.Combine(house.Root, "spool"),
        };
        return await new CopyRun(catalog, session, TimeProvider.System).ExecuteAsync(request, null, InLibrary(house), cancellationToken);
    }

    private static IReadOnlySet<string> InLibrary(House house) =>
        house.Library.Inventory().Where(element => element.IsFull).Select(element => element.Barcode!).ToHashSet(StringComparer.Ordinal);

    /// <summary>What the rows say, but for where it lies.</summary>
    private static async Task<List<string>> ContentsAsync(ICatalog catalog, Guid set)
    {
        var rows = new List<string>();
        await foreach (var row in catalog.ReadFilesAsync(set))
            rows.Add(FormattableString.Invariant($"{row.Ordinal} {row.Path} {row.Kind} {row.State} {row.Mode} {row.UserId} {row.GroupId} {row.Size} {row.ModifiedNanoseconds} {row.ChangedNanoseconds} {row.Inode} {row.Device} {Hex(row.LinkTarget)} {Hex(row.Sha256)} {row.Counterpart}"));
        return rows;
    }

    private static string Hex(byte[]? bytes) => bytes is null ? "-" : Convert.ToHexString(bytes);

    // One bit in the middle of what the piece recorded: of its records, each with its length before and behind, the one that holds it.
    private static void Flip(string path, Segment piece)
    {
        using var tape = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        using var reader = new BinaryReader(tape);
        for (long address = 0; ; address++)
        {
            var length = reader.ReadUInt32();
            if (address == piece.FirstBlockAddress + (piece.Blocks / 2))
            {
                tape.Position += length / 2;
                var value = tape.ReadByte();
                tape.Position--;
                tape.WriteByte((byte)(value ^ 4));
                return;
            }

            if (length > 0)
                tape.Position += length + (length % 2) + 4;
        }
    }
}
