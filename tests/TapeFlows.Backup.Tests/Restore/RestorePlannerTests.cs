using TapeFlows.Backup.Restore;
using TapeFlows.Tape.Media;

namespace TapeFlows.Backup.Tests.Restore;

public sealed class RestorePlannerTests
{
    private static readonly LtoGeneration Lto8 = LtoGeneration.Find("LTO-8")!;
    private readonly MemoryCatalog _catalog = new();

    [Fact]
    public async Task Volumes_stand_in_the_order_in_which_they_are_needed()
    {
        var (first, second) = (_catalog.AddVolume("TF0001L8"), _catalog.AddVolume("TF0002L8"));
        var full = _catalog.AddSet(BackupType.Full, 0);
        _catalog.AddFile(full, "root/a", _catalog.AddPiece(full, first));
        _catalog.AddFile(full, "root/b", _catalog.AddPiece(full, second));
        var later = _catalog.AddSet(BackupType.Incremental, 1, full.Id);
        _catalog.AddFile(later, "root/c", _catalog.AddPiece(later, first, 5000));

        var plan = await PlanAsync(new RestoreRequest());

        Assert.Equal(["TF0001L8", "TF0002L8", "TF0001L8"], plan.Volumes.Select(volume => volume.Barcode));
        Assert.Equal((3, 3000, 0), (plan.Files, plan.Bytes, plan.Unavailable));
        Assert.All(plan.Volumes, volume => Assert.True(volume.EstimatedTime >= Lto8.Load + Lto8.Unload));
        Assert.Equal(plan.EstimatedTime, plan.Volumes.Aggregate(TimeSpan.Zero, (sum, volume) => sum + volume.EstimatedTime));
    }

    [Fact]
    public async Task What_is_near_is_read_through_and_what_is_far_is_located()
    {
        var full = _catalog.AddSet(BackupType.Full, 0);
        var piece = _catalog.AddPiece(full, _catalog.AddVolume("TF0001L8"), firstBlock: 0, blocks: 10_000_000);
        _catalog.AddFile(full, "root/a", piece);
        _catalog.AddFile(full, "root/b", piece, block: 100);
        _catalog.AddFile(full, "root/z", piece, block: 6_000_000);

        var near = await PlanAsync(new RestoreRequest { Paths = ["/root/a", "/root/b"] });
        var far = await PlanAsync(new RestoreRequest());

        // 100 MB at 360 MB/s are faster than any stop and start; half a tape away is the average locate.
        Assert.InRange(near.EstimatedTime - Lto8.Load - Lto8.Unload, TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(0.4));
        Assert.InRange(far.EstimatedTime - near.EstimatedTime, Lto8.AverageLocate * 0.9, Lto8.AverageLocate + (2 * LtoGeneration.Reposition));
    }

    [Fact]
    public async Task A_missing_volume_costs_the_files_that_touch_it()
    {
        var (there, gone) = (_catalog.AddVolume("TF0001L8"), _catalog.AddVolume("TF0002L8", VolumeState.Missing));
        var full = _catalog.AddSet(BackupType.Full, 0);
        var (one, two) = (_catalog.AddPiece(full, there), _catalog.AddPiece(full, gone, section: 2));
        _catalog.AddFile(full, "root/a", one);
        _catalog.AddFile(full, "root/spans", one, lastPiece: two.Piece);
        _catalog.AddFile(full, "root/z", two);

        var plan = await PlanAsync(new RestoreRequest());
        Assert.Equal(["TF0002L8"], plan.MissingVolumes);
        Assert.Equal(["root/spans", "root/z"], plan.FirstUnavailable.Select(path => path.ToString()));

        var empty = await new RestorePlanner(_catalog).MakeAsync(new RestoreRequest(), new HashSet<string>(StringComparer.Ordinal));
        Assert.Equal(3, empty.Unavailable);
        Assert.Equal(["TF0001L8", "TF0002L8"], empty.MissingVolumes);
    }

    [Fact]
    public async Task A_volume_that_was_labelled_again_does_not_have_what_it_had()
    {
        var full = _catalog.AddSet(BackupType.Full, 0);
        var before = _catalog.AddVolume("TF0001L8") with { VolumeId = Guid.NewGuid() };
        _catalog.AddFile(full, "root/a", _catalog.AddPiece(full, before));

        Assert.Equal(["TF0001L8"], (await PlanAsync(new RestoreRequest())).MissingVolumes);
    }

    [Fact]
    public async Task A_point_in_time_has_what_was_there_then()
    {
        var volume = _catalog.AddVolume("TF0001L8");
        var full = _catalog.AddSet(BackupType.Full, 0);
        var piece = _catalog.AddPiece(full, volume);
        _catalog.AddFile(full, "root/deleted", piece, size: 1);
        _catalog.AddFile(full, "root/rewritten", piece, size: 10);
        var later = _catalog.AddSet(BackupType.Incremental, 1, full.Id);
        _catalog.AddDeletion(later, "root/deleted");
        _catalog.AddFile(later, "root/rewritten", _catalog.AddPiece(later, volume, 5000), size: 100);
        _catalog.AddSet(BackupType.Incremental, 2, later.Id, SetState.Writing);

        Assert.Equal(11, (await PlanAsync(new RestoreRequest { At = full.StartedAt })).Bytes);
        var now = await PlanAsync(new RestoreRequest());
        Assert.Equal((1, 100), (now.Files, now.Bytes));
        Assert.Equal([full.Id, later.Id], now.Chain.Select(set => set.Id));
        await Assert.ThrowsAsync<RestoreException>(() => PlanAsync(new RestoreRequest { At = full.StartedAt.AddDays(-1) }));
    }

    [Fact]
    public async Task A_chain_with_a_hole_is_refused_with_the_reason()
    {
        var orphan = _catalog.AddSet(BackupType.Incremental, 0, Guid.NewGuid());
        var failure = await Assert.ThrowsAsync<RestoreException>(() => PlanAsync(new RestoreRequest { SetId = orphan.Id }));
        Assert.Contains("stands on is not in the catalog", failure.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<RestoreException>(() => PlanAsync(new RestoreRequest { SetId = Guid.NewGuid() }));
    }

    [Fact]
    public async Task A_plan_holds_for_the_same_choice_and_no_other()
    {
        var set = _catalog.AddSet(BackupType.Full, 0);
        var plan = await PlanAsync(new RestoreRequest { Paths = ["a", "b"] });

        Assert.True(plan.IsFor(new RestoreRequest { Paths = ["a", "b"], Target = "/elsewhere" }));
        Assert.True(plan.IsFor(new RestoreRequest { Paths = ["a", "b"], SetId = set.Id }));
        Assert.False(plan.IsFor(new RestoreRequest { Paths = ["a"] }));
        Assert.False(plan.IsFor(new RestoreRequest { Paths = ["a", "b"], SetId = Guid.NewGuid() }));
        Assert.False(plan.IsFor(new RestoreRequest { Paths = ["a", "b"], At = set.StartedAt }));
    }

    private Task<RestorePlan> PlanAsync(RestoreRequest request) => new RestorePlanner(_catalog).MakeAsync(request);
}
