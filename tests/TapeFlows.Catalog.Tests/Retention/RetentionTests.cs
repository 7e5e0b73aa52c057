using TapeFlows.Backup;
using TapeFlows.Catalog.Tests.Databases;

namespace TapeFlows.Catalog.Tests.Retention;

/// <summary>Taking sets out for good, and giving free what they had.</summary>
public abstract class RetentionContract(TestDatabase database)
{
    private readonly ICatalog _catalog = database.Catalog;

    [Fact]
    public async Task A_set_that_another_stands_on_is_not_forgotten()
    {
        var volume = await _catalog.AddVolumeAsync();
        var full = await AddAsync(volume, 1);
        var on = await AddAsync(volume, 2, full);

        Assert.False(await _catalog.ExpireSetAsync(full.Id));
        Assert.Single(await _catalog.ListSegmentsAsync(full.Id));
        Assert.True(await _catalog.ExpireSetAsync(on.Id));
        Assert.True(await _catalog.ExpireSetAsync(full.Id));
        Assert.False(await _catalog.ExpireSetAsync(full.Id));
        Assert.Null(await _catalog.FindSetAsync(full.Id));
        Assert.Empty(await _catalog.ListSegmentsOnVolumeAsync(volume.Barcode));
    }

    [Fact]
    public async Task A_set_that_is_being_written_is_not_forgotten()
    {
        var set = await _catalog.AddSetAsync();
        Assert.False(await _catalog.ExpireSetAsync(set.Id));
        Assert.NotNull(await _catalog.FindSetAsync(set.Id));
    }

    [Fact]
    public async Task The_end_of_a_volume_moves_back_over_what_is_gone()
    {
        var volume = await _catalog.AddVolumeAsync();
        var first = await AddAsync(volume, 1);
        var second = await AddAsync(volume, 2);
        var third = await AddAsync(volume, 3);

        // From its middle: the end stays where it is.
        Assert.True(await _catalog.ExpireSetAsync(second.Id));
        Assert.Equal((2, 399L), await EndAsync(volume));
        // From its end: the next writer begins behind what is left.
        Assert.True(await _catalog.ExpireSetAsync(third.Id));
        Assert.Equal((1, 199L), await EndAsync(volume));
        Assert.True(await _catalog.ExpireSetAsync(first.Id));
        Assert.Equal((0, 0L), await EndAsync(volume));
        Assert.Equal(0, (await _catalog.FindVolumeAsync(volume.Barcode))!.BytesWritten);
    }

    [Fact]
    public async Task A_full_volume_has_room_again_when_its_end_is_gone()
    {
        var volume = await _catalog.AddVolumeAsync();
        await AddAsync(volume, 1);
        var last = await AddAsync(volume, 2);
        await _catalog.SaveVolumeAsync((await _catalog.FindVolumeAsync(volume.Barcode))! with { State = VolumeState.Full });
        Assert.True(await _catalog.ExpireSetAsync(last.Id));
        Assert.Equal((1, 199L), await EndAsync(volume));
        Assert.Equal(VolumeState.Appendable, (await _catalog.FindVolumeAsync(volume.Barcode))!.State);
    }

    [Fact]
    public async Task The_end_stays_where_something_unknown_or_unsettled_may_be()
    {
        var unsettled = await _catalog.AddVolumeAsync();
        var set = await AddAsync(unsettled, 1);
        var writing = await _catalog.AddSetAsync();
        await _catalog.BeginSegmentAsync(Sample.Segment(writing, unsettled, piece: 2));
        Assert.True(await _catalog.ExpireSetAsync(set.Id));
        Assert.Equal((0, 199L), await EndAsync(unsettled));
        Assert.False(await _catalog.RecycleVolumeAsync(unsettled.Barcode));

        var unknown = await _catalog.AddVolumeAsync();
        set = await AddAsync(unknown, 1);
        await _catalog.SaveVolumeAsync((await _catalog.FindVolumeAsync(unknown.Barcode))! with { Segments = 2, AppendAddress = 299 });
        Assert.True(await _catalog.ExpireSetAsync(set.Id));
        Assert.Equal((1, 299L), await EndAsync(unknown));
        Assert.False(await _catalog.RecycleVolumeAsync(unknown.Barcode));
        Assert.Equal(VolumeState.Appendable, (await _catalog.FindVolumeAsync(unknown.Barcode))!.State);
    }

    [Theory]
    [InlineData(VolumeState.Appendable, true)]
    [InlineData(VolumeState.Full, true)]
    [InlineData(VolumeState.Suspect, false)]
    [InlineData(VolumeState.Unknown, false)]
    [InlineData(VolumeState.Missing, false)]
    public async Task A_volume_of_which_nothing_is_left_becomes_scratch_if_it_may_be_written(VolumeState state, bool isRecycled)
    {
        var volume = await _catalog.AddVolumeAsync();
        var set = await AddAsync(volume, 1);
        await _catalog.SaveVolumeAsync((await _catalog.FindVolumeAsync(volume.Barcode))! with { State = state });
        Assert.False(await _catalog.RecycleVolumeAsync(volume.Barcode));
        Assert.True(await _catalog.ExpireSetAsync(set.Id));
        Assert.Equal(isRecycled, await _catalog.RecycleVolumeAsync(volume.Barcode));
        var after = (await _catalog.FindVolumeAsync(volume.Barcode))!;
        Assert.Equal(isRecycled ? VolumeState.Scratch : state, after.State);
        // The label on tape still names it.
        Assert.Equal(volume.VolumeId, after.VolumeId);
    }

    [Fact]
    public async Task What_was_read_back_is_kept_with_its_piece()
    {
        var volume = await _catalog.AddVolumeAsync();
        var set = await AddAsync(volume, 1);
        var before = DateTimeOffset.UtcNow;
        await _catalog.MarkVerifiedAsync(set.Id, [1, 7]);
        await _catalog.MarkVerifiedAsync(Guid.NewGuid(), [1]);
        Assert.InRange(Assert.Single(await _catalog.ListSegmentsAsync(set.Id)).VerifiedAt!.Value, before.AddSeconds(-1), DateTimeOffset.UtcNow);
    }

    private async Task<(int Segments, long End)> EndAsync(Volume volume)
    {
        var now = (await _catalog.FindVolumeAsync(volume.Barcode))!;
        return (now.Segments, now.AppendAddress);
    }

    /// <summary>A complete set with one piece, the number of which says where on the volume it is.</summary>
    private async Task<BackupSet> AddAsync(Volume volume, int place, BackupSet? on = null)
    {
        var set = Sample.Set(on is null ? BackupType.Full : BackupType.Incremental) with { BaseId = on?.Id };
        await _catalog.AddSetAsync(set);
        var piece = Sample.Segment(set, volume, place) with { Piece = 1 };
        await _catalog.BeginSegmentAsync(piece);
        await _catalog.CommitSegmentAsync(piece, VolumeState.Appendable);
        await _catalog.UpdateSetAsync(set with { State = SetState.Complete });
        return set;
    }
}

public sealed class SqliteRetentionTests(SqliteTestDatabase database) : RetentionContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgreSqlRetentionTests(PostgreSqlTestDatabase database) : RetentionContract(database), IClassFixture<PostgreSqlTestDatabase>;
