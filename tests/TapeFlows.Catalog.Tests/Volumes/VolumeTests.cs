using TapeFlows.Backup;
using TapeFlows.Catalog.Tests.Databases;

namespace TapeFlows.Catalog.Tests.Volumes;

public abstract class VolumeContract(TestDatabase database)
{
    private readonly ICatalog _catalog = database.Catalog;

    [Fact]
    public async Task A_volume_comes_back_as_it_was_saved()
    {
        var volume = Sample.Volume() with
        {
            State = VolumeState.Suspect,
            BytesWritten = 5_000_000_000,
            Segments = 7,
            AppendAddress = 812,
            LabelledAt = Sample.Noon.AddTicks(1),
            LastWrittenAt = Sample.Noon.AddTicks(-3),
            Remark = "write failed at block 811, 磁带",
        };

        await _catalog.SaveVolumeAsync(volume);

        Assert.Equal(volume, await _catalog.FindVolumeAsync(volume.Barcode));
    }

    [Fact]
    public async Task Saving_a_volume_again_replaces_it()
    {
        var volume = await _catalog.AddVolumeAsync();

        await _catalog.SaveVolumeAsync(volume with { State = VolumeState.Full, Remark = "end" });
        await _catalog.SaveVolumeAsync(volume with { VolumeId = Guid.Empty });

        Assert.Equal(volume with { VolumeId = Guid.Empty }, await _catalog.FindVolumeAsync(volume.Barcode));
    }

    [Fact]
    public async Task An_unknown_volume_is_null() => Assert.Null(await _catalog.FindVolumeAsync("NOSUCHL8"));

    [Fact]
    public async Task Volumes_are_listed_by_barcode_in_code_point_order_and_in_pages()
    {
        var pool = Guid.NewGuid().ToString();
        string[] barcodes = ["b1L8", "A2L8", "a1L8", "B_L8", "B-L8", "A10L8"];
        foreach (var barcode in barcodes)
            await _catalog.SaveVolumeAsync(Sample.Volume(pool[..8] + barcode) with { Pool = pool });

        var seen = new List<string>();
        for (string? after = null; await _catalog.ListVolumesAsync(pool, after, take: 4) is { Count: > 0 } page; after = seen[^1])
            seen.AddRange(page.Select(volume => volume.Barcode));

        Assert.Equal(barcodes.Select(barcode => pool[..8] + barcode).Order(StringComparer.Ordinal), seen);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task A_page_has_one_to_a_thousand_volumes(int take) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _catalog.ListVolumesAsync(take: take));

    [Fact]
    public async Task A_pool_comes_back_as_it_was_saved_last()
    {
        var pool = new Pool { Name = Guid.NewGuid().ToString(), Description = "first", Append = true };
        await _catalog.SavePoolAsync(pool);

        var changed = pool with { Description = "second", Retention = TimeSpan.FromTicks(123_456_789_012_345), Append = false };
        await _catalog.SavePoolAsync(changed);

        Assert.Equal(changed, await _catalog.FindPoolAsync(pool.Name));
        Assert.Single(await _catalog.ListPoolsAsync(), found => found.Name == pool.Name);
        Assert.Null(await _catalog.FindPoolAsync("no such pool"));
    }

    [Fact]
    public async Task Many_at_once_may_save_the_same_volume()
    {
        var volume = Sample.Volume();

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => _catalog.SaveVolumeAsync(volume with { Segments = i }))));

        Assert.InRange((await _catalog.FindVolumeAsync(volume.Barcode))!.Segments, 0, 19);
    }
}

public sealed class SqliteVolumeTests(SqliteTestDatabase database) : VolumeContract(database), IClassFixture<SqliteTestDatabase>;

public sealed class PostgreSqlVolumeTests(PostgreSqlTestDatabase database) : VolumeContract(database), IClassFixture<PostgreSqlTestDatabase>;
