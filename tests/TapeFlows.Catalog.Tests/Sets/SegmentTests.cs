using TapeFlows.Backup;
using TapeFlows.Catalog.Tests.Databases;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Catalog.Tests.Sets;

public abstract class SegmentContract(TestDatabase database)
{
    private readonly ICatalog _catalog = database.Catalog;

    [Fact]
    public async Task A_piece_comes_back_as_it_was_committed()
    {
        var (set, volume) = await BeginAsync();
        var segment = Sample.Segment(set, volume, piece: 1) with
        {
            Section = 2,
            Kind = SegmentKind.Manifest,
            Compression = "gzip",
            RestartBytes = 1536,
            StreamOffset = 1L << 40,
            Ending = PieceEnding.Cut,
            CommittedAt = Sample.Noon,
        };
        await _catalog.BeginSegmentAsync(segment with { Sha256 = null, Bytes = 0 });

        await _catalog.CommitSegmentAsync(segment, VolumeState.Full);

        var found = Assert.Single(await _catalog.ListSegmentsAsync(set.Id));
        Assert.Equivalent(segment with { State = SegmentState.Committed }, found, strict: true);
    }

    [Fact]
    public async Task A_commit_moves_the_volume_and_the_set()
    {
        var (set, volume) = await BeginAsync();
        var first = Sample.Segment(set, volume, piece: 1);
        var second = Sample.Segment(set, volume, piece: 2);
        await _catalog.BeginSegmentAsync(first);
        Assert.Equal(volume, await _catalog.FindVolumeAsync(volume.Barcode));

        await _catalog.CommitSegmentAsync(first, VolumeState.Appendable);
        await _catalog.BeginSegmentAsync(second);
        await _catalog.CommitSegmentAsync(second, VolumeState.Full);

        var moved = await _catalog.FindVolumeAsync(volume.Barcode);
        Assert.NotNull(moved);
        Assert.Equal(VolumeState.Full, moved.State);
        Assert.Equal(2, moved.Segments);
        Assert.Equal(first.Bytes + second.Bytes, moved.BytesWritten);
        Assert.Equal(second.EndAddress, moved.AppendAddress);
        Assert.NotNull(moved.LastWrittenAt);
        Assert.Equal(2, (await _catalog.FindSetAsync(set.Id))!.Pieces);
    }

    [Fact]
    public async Task Committing_again_changes_nothing()
    {
        var (set, volume) = await BeginAsync();
        var segment = Sample.Segment(set, volume, piece: 1);
        await _catalog.BeginSegmentAsync(segment);
        await _catalog.CommitSegmentAsync(segment, VolumeState.Appendable);
        var once = (await _catalog.FindVolumeAsync(volume.Barcode), await _catalog.ListSegmentsAsync(set.Id));

        await _catalog.CommitSegmentAsync(segment with { Bytes = 1 }, VolumeState.Full);

        Assert.Equal(once.Item1, await _catalog.FindVolumeAsync(volume.Barcode));
        Assert.Equivalent(once.Item2, await _catalog.ListSegmentsAsync(set.Id), strict: true);
    }

    [Fact]
    public async Task Many_at_once_that_commit_the_same_piece_count_it_once()
    {
        var (set, volume) = await BeginAsync();
        var segment = Sample.Segment(set, volume, piece: 1);
        await _catalog.BeginSegmentAsync(segment);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => _catalog.CommitSegmentAsync(segment, VolumeState.Appendable))));

        var moved = await _catalog.FindVolumeAsync(volume.Barcode);
        Assert.Equal((1, segment.Bytes), (moved!.Segments, moved.BytesWritten));
    }

    [Fact]
    public async Task Pieces_of_many_sets_on_one_volume_that_commit_at_once_all_count()
    {
        var volume = await _catalog.AddVolumeAsync();
        var segments = new List<Segment>();
        for (var i = 1; i <= 6; i++)
            segments.Add(Sample.Segment(await _catalog.AddSetAsync(), volume, piece: i));

        await Task.WhenAll(segments.Select(segment => Task.Run(() => _catalog.CommitSegmentAsync(segment, VolumeState.Appendable))));

        var moved = await _catalog.FindVolumeAsync(volume.Barcode);
        Assert.Equal((6, segments.Sum(segment => segment.Bytes), segments[^1].EndAddress), (moved!.Segments, moved.BytesWritten, moved.AppendAddress));
    }

    [Fact]
    public async Task A_committed_piece_cannot_be_committed_elsewhere_begun_again_or_discarded()
    {
        var (set, volume) = await BeginAsync();
        var segment = Sample.Segment(set, volume, piece: 1);
        await _catalog.CommitSegmentAsync(segment, VolumeState.Appendable);

        await Assert.ThrowsAsync<CatalogException>(() => _catalog.CommitSegmentAsync(segment with { FirstBlockAddress = 7 }, VolumeState.Full));
        await Assert.ThrowsAsync<CatalogException>(() => _catalog.BeginSegmentAsync(segment));
        await Assert.ThrowsAsync<CatalogException>(() => _catalog.DiscardSegmentAsync(set.Id, 1));
        Assert.Single(await _catalog.ListSegmentsAsync(set.Id));
    }

    [Fact]
    public async Task A_piece_on_a_volume_that_was_relabelled_is_refused()
    {
        var (set, volume) = await BeginAsync();
        var segment = Sample.Segment(set, volume, piece: 1);
        await _catalog.SaveVolumeAsync(volume with { VolumeId = Guid.NewGuid() });

        var error = await Assert.ThrowsAsync<CatalogException>(() => _catalog.CommitSegmentAsync(segment, VolumeState.Full));

        Assert.Contains(volume.Barcode, error.Message, StringComparison.Ordinal);
        Assert.Empty(await _catalog.ListSegmentsAsync(set.Id));
    }

    [Fact]
    public async Task A_piece_needs_its_set_and_its_volume()
    {
        var (set, volume) = await BeginAsync();

        await Assert.ThrowsAsync<CatalogException>(() => _catalog.BeginSegmentAsync(Sample.Segment(Sample.Set(), volume, piece: 1)));
        await Assert.ThrowsAsync<CatalogException>(() => _catalog.BeginSegmentAsync(Sample.Segment(set, Sample.Volume(), piece: 1)));
    }

    [Fact]
    public async Task Pieces_on_a_volume_are_listed_by_block_address()
    {
        var (set, volume) = await BeginAsync();
        var other = await _catalog.AddSetAsync();
        await _catalog.BeginSegmentAsync(Sample.Segment(set, volume, piece: 3));
        await _catalog.BeginSegmentAsync(Sample.Segment(other, volume, piece: 2));
        await _catalog.BeginSegmentAsync(Sample.Segment(set, volume, piece: 1));

        var pieces = await _catalog.ListSegmentsOnVolumeAsync(volume.Barcode);

        Assert.Equal([(set.Id, 1), (other.Id, 2), (set.Id, 3)], pieces.Select(piece => (piece.SetId, piece.Piece)));
        Assert.Equal([1, 3], (await _catalog.ListSegmentsAsync(set.Id)).Select(piece => piece.Piece));
    }

    [Fact]
    public async Task A_committed_piece_can_be_marked_damaged_and_stays_visible()
    {
        var volume = await _catalog.AddVolumeAsync();
        var set = await _catalog.AddCommittedSetAsync(volume, Sample.Files(lastPiece: 1, "a"));

        await _catalog.MarkSegmentAsync(set.Id, 1, SegmentState.Damaged);

        Assert.Equal(SegmentState.Damaged, Assert.Single(await _catalog.ListSegmentsAsync(set.Id)).State);
        Assert.Single(await _catalog.ReadAllAsync(set));
        await Assert.ThrowsAsync<CatalogException>(() => _catalog.MarkSegmentAsync(set.Id, 1, SegmentState.Writing));
        await Assert.ThrowsAsync<CatalogException>(() => _catalog.MarkSegmentAsync(set.Id, 2, SegmentState.Damaged));
    }

    [Fact]
    public async Task A_piece_being_written_is_settled_by_commit_or_discard_only()
    {
        var (set, volume) = await BeginAsync();
        await _catalog.BeginSegmentAsync(Sample.Segment(set, volume, piece: 1));

        await Assert.ThrowsAsync<CatalogException>(() => _catalog.MarkSegmentAsync(set.Id, 1, SegmentState.Committed));
    }

    private async Task<(BackupSet Set, Volume Volume)> BeginAsync() => (await _catalog.AddSetAsync(), await _catalog.AddVolumeAsync());
}

public sealed class SqliteSegmentTests(SqliteTestDatabase database) : SegmentContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgreSqlSegmentTests(PostgreSqlTestDatabase database) : SegmentContract(database), IClassFixture<PostgreSqlTestDatabase>;
