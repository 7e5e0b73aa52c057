using TapeFlows.Backup;
using TapeFlows.Backup.Sources;
using TapeFlows.Catalog;
using TapeFlows.Operations.Executors;
using TapeFlows.Tape.Changers;

namespace TapeFlows.Operations.Tests.Executors;

/// <summary>Real work on cartridges in memory: the operations of one run after another.</summary>
public sealed class TapeWorkTests(Databases databases) : IClassFixture<Databases>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tapeflows-work-");

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task A_run_mounts_writes_verifies_restores_and_unloads(CatalogProvider provider)
    {
        await using var house = await HouseAsync(provider);
        Write("a", 100_000);
        Write("b/c", 5000);
        var mount = await house.RunAsync<MountResult>(OperationKind.Mount, new MountRequest());
        Assert.Equal(("TF0001L8", "drive0"), (mount.Barcode, mount.Drive));
        Assert.Contains(house.Library.Inventory(), element => element is { DriveName: "drive0", Barcode: "TF0001L8" });
        var written = await house.RunAsync<WriteResult>(OperationKind.Write, new WriteRequest { Sources = new SourceOptions { Roots = [Source] } });
        Assert.Equal((BackupType.Full, "TF0001L8", 105_000L), (written.Type, Assert.Single(written.Volumes), written.Bytes));
        var verified = await house.RunAsync<VerifyResult>(OperationKind.Verify, new VerifyRequest(written.SetId));
        Assert.Equal((0L, written.Files), (verified.DamageCount, verified.Files));
        var target = Path.Combine(_folder.FullName, "target");
        var read = await house.RunAsync<ReadResult>(OperationKind.Read, new Backup.Restore.RestoreRequest { SetId = written.SetId, Target = target });
        Assert.Equal((written.SetId, 0L), (read.SetId, read.LostCount));
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(Source, "a")), await File.ReadAllBytesAsync(target + Path.Combine(Source, "a")));
        await house.EndAsync(OperationKind.Unload, new UnloadRequest());
        Assert.DoesNotContain(house.Library.Inventory(), element => element is { Kind: ElementKind.Drive, IsFull: true });
    }

    [Fact]
    public async Task A_write_that_is_paused_goes_on_with_the_same_set()
    {
        await using var house = await HouseAsync(CatalogProvider.Sqlite);
        for (var i = 0; i < 60; i++)
            Write($"f{i:d2}", 90_000);
        var id = await house.EnqueueAsync(OperationKind.Write, new WriteRequest { Sources = new SourceOptions { Roots = [Source] } });
        await Eventually.TrueAsync(async () => (await house.Catalog.ListSetsAsync(new SetQuery())).Any(set => set.Pieces > 1), "some segments are committed");
        Assert.True(await house.Operations.PauseAsync(id));
        var paused = await house.Operations.InStateAsync(id, OperationState.Paused);
        var set = Assert.Single(await house.Catalog.ListSetsAsync(new SetQuery()));
        Assert.Equal(SetState.Incomplete, set.State);
        Assert.Contains(set.Id.ToString(), paused.Checkpoint, StringComparison.Ordinal);
        Assert.True(await house.Operations.ResumeAsync(id));
        await house.Operations.InStateAsync(id, OperationState.Succeeded);
        var complete = Assert.Single(await house.Catalog.ListSetsAsync(new SetQuery()));
        Assert.Equal((set.Id, SetState.Complete), (complete.Id, complete.State));
        Assert.True(complete.Pieces > set.Pieces);
        var verified = await house.RunAsync<VerifyResult>(OperationKind.Verify, new VerifyRequest(set.Id));
        Assert.Equal((0L, complete.Files), (verified.DamageCount, verified.Files));
    }

    [Fact]
    public async Task A_run_keeps_its_volume_and_another_waits_for_it()
    {
        await using var house = await HouseAsync(CatalogProvider.Sqlite);
        var mine = await house.RunAsync<MountResult>(OperationKind.Mount, new MountRequest("TF0001L8"), run: "mine");
        var waiting = await house.EnqueueAsync(OperationKind.Mount, new MountRequest("TF0001L8"), run: "theirs");
        await Eventually.TrueAsync(
            async () => (await house.Operations.ListAttemptsAsync(waiting)).Any(attempt => attempt.Problem?.Contains("TF0001L8", StringComparison.Ordinal) == true),
            "it is refused the volume, and tries again");
        var other = await house.RunAsync<MountResult>(OperationKind.Mount, new MountRequest("TF0002L8"), run: "others");
        Assert.NotEqual(mine.Drive, other.Drive);
        await house.EndAsync(OperationKind.Unload, new UnloadRequest(), run: "mine");
        var ended = await house.Operations.InStateAsync(waiting, OperationState.Succeeded);
        Assert.Contains("TF0001L8", ended.Result, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task Those_who_wait_for_a_volume_let_through_whoever_has_it(CatalogProvider provider)
    {
        // As many wait as may run at once, and none of them would come again by itself before the test is over.
        await using var house = await HouseAsync(provider, patience: TimeSpan.FromHours(1));
        await house.RunAsync<MountResult>(OperationKind.Mount, new MountRequest("TF0001L8"), run: "holder");
        var waiting = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var run in (string[])["one", "two", "three"])
            waiting[run] = await house.EnqueueAsync(OperationKind.Mount, new MountRequest("TF0001L8"), run);
        foreach (var id in waiting.Values)
        {
            await Eventually.TrueAsync(async () => (await house.Operations.GetAsync(id))! is { State: OperationState.Queued, Postponed: > 0, NotBefore: not null }, "it gives its turn back");
            Assert.Contains("TF0001L8", (await house.Operations.GetAsync(id))!.Problem, StringComparison.Ordinal);
        }

        await house.EndAsync(OperationKind.Unload, new UnloadRequest(), run: "holder");
        while (waiting.Count > 0)
        {
            string? next = null;
            await Eventually.TrueAsync(
                async () =>
                {
                    foreach (var (run, id) in waiting)
                        next = (await house.Operations.GetAsync(id))!.State == OperationState.Succeeded ? run : next;
                    return next is not null;
                },
                "one of those who wait has the volume");
            var attempts = await house.Operations.ListAttemptsAsync(waiting[next!]);
            Assert.True(attempts.Count > 1);
            Assert.All(attempts.SkipLast(1), attempt => Assert.Contains("TF0001L8", attempt.Problem, StringComparison.Ordinal));
            waiting.Remove(next!);
            await house.EndAsync(OperationKind.Unload, new UnloadRequest(), next!);
        }
    }

    [Fact]
    public async Task Who_waits_keeps_no_volume_from_others()
    {
        await using var house = await HouseAsync(CatalogProvider.Sqlite, patience: TimeSpan.FromHours(1));
        await house.RunAsync<MountResult>(OperationKind.Mount, new MountRequest("TF0001L8"), run: "one");
        await house.RunAsync<MountResult>(OperationKind.Mount, new MountRequest("TF0002L8"), run: "other");
        // Each wants what the other has: whoever asks second finds it free, because the first gave its own back.
        var first = await house.EnqueueAsync(OperationKind.Mount, new MountRequest("TF0002L8"), run: "one");
        await Eventually.TrueAsync(async () => (await house.Operations.GetAsync(first))!.Postponed > 0, "it gives its turn back");
        await house.RunAsync<MountResult>(OperationKind.Mount, new MountRequest("TF0001L8"), run: "other");
        await house.EndAsync(OperationKind.Unload, new UnloadRequest(), run: "other");
        await house.Operations.InStateAsync(first, OperationState.Succeeded);
    }

    [Fact]
    public async Task A_volume_joins_a_pool_and_gives_its_content_up_only_when_that_is_wanted()
    {
        await using var house = await HouseAsync(CatalogProvider.Sqlite);
        var blank = await house.RunAsync<LabelResult>(OperationKind.Label, new LabelRequest("TF0003L8", "monthly"));
        Assert.Equal(("monthly", true), (blank.Pool, blank.WasBlank));
        Assert.Equal(blank.VolumeId, (await house.Catalog.FindVolumeAsync("TF0003L8"))!.VolumeId);
        Write("a", 100_000);
        var request = new WriteRequest { Sources = new SourceOptions { Roots = [Source] }, Pool = "monthly" };
        var written = await house.RunAsync<WriteResult>(OperationKind.Write, request);
        Assert.Equal(["TF0003L8"], written.Volumes);
        Assert.Equal(blank.VolumeId, (await house.Catalog.FindVolumeAsync("TF0003L8"))!.VolumeId);

        // It holds a set: not even with consent.
        var (refused, _) = await house.EndAsync(OperationKind.Label, new LabelRequest("TF0003L8", GivesUpContent: true));
        Assert.Contains("holds sets", refused.Problem, StringComparison.Ordinal);
        await house.Catalog.RemoveSetAsync(written.SetId);
        var (again, _) = await house.EndAsync(OperationKind.Label, new LabelRequest("TF0003L8", "weekly"));
        Assert.Contains("not blank", again.Problem, StringComparison.Ordinal);
        var given = await house.RunAsync<LabelResult>(OperationKind.Label, new LabelRequest("TF0003L8", "weekly", GivesUpContent: true));
        Assert.Equal(("weekly", false), (given.Pool, given.WasBlank));
        Assert.Equal(["TF0003L8"], (await house.RunAsync<WriteResult>(OperationKind.Write, request with { Pool = "weekly" })).Volumes);
        Assert.Equal(0, (await house.RunAsync<VerifyResult>(OperationKind.Verify, new VerifyRequest())).DamageCount);
    }

    [Theory]
    [InlineData(CatalogProvider.Sqlite, 2)]
    [InlineData(CatalogProvider.PostgreSql, 1)]
    public async Task A_set_is_copied_to_another_pool_and_the_copy_is_restored(CatalogProvider provider, int drives)
    {
        await using var house = await HouseAsync(provider, drives: drives);
        for (var i = 0; i < 20; i++)
            Write($"f{i:d2}", 90_000 + i);
        var written = await house.RunAsync<WriteResult>(OperationKind.Write, new WriteRequest { Sources = new SourceOptions { Roots = [Source] } });
        var copied = await house.RunAsync<CopySetResult>(OperationKind.Copy, new CopySetRequest(written.SetId, "offsite"));
        Assert.Equal((written.SetId, written.Files, written.Bytes, false), (copied.CopyOf, copied.Files, copied.Bytes, copied.WasThere));
        Assert.Empty(copied.Volumes.Intersect(written.Volumes, StringComparer.Ordinal));
        Assert.True((await house.RunAsync<CopySetResult>(OperationKind.Copy, new CopySetRequest(null, "offsite"))).WasThere);
        await house.EndAsync(OperationKind.Unload, new UnloadRequest());
        foreach (var barcode in written.Volumes)
        {
            var place = house.Library.Inventory().First(element => element.Barcode == barcode);
            Assert.True(house.Library.Move(place.Address, house.Library.Inventory().First(element => element is { Kind: ElementKind.ImportExport, IsFull: false }).Address).IsDone);
        }

        Assert.Equal(0, (await house.RunAsync<VerifyResult>(OperationKind.Verify, new VerifyRequest(copied.SetId))).DamageCount);
        var (refused, _) = await house.EndAsync(OperationKind.Copy, new CopySetRequest(Guid.NewGuid(), "offsite"));
        Assert.Contains("not in the catalog", refused.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CatalogProvider.Sqlite)]
    [InlineData(CatalogProvider.PostgreSql)]
    public async Task A_drive_is_cleaned_and_the_cartridge_is_back_in_its_slot(CatalogProvider provider)
    {
        await using var house = await HouseAsync(provider);
        var (none, _) = await house.EndAsync(OperationKind.Clean, new CleanRequest());
        Assert.Equal(OperationOutcome.NeedsOperator, none.Outcome);
        var cartridge = new Tape.Drives.MemoryCartridge("CLN001L8") { CleaningsLeft = 1 };
        house.Library.Insert(cartridge);
        var cleaned = await house.RunAsync<CleanResult>(OperationKind.Clean, new CleanRequest());
        Assert.Equal(("drive0", "CLN001L8", 0), (cleaned.Drive, cleaned.Barcode, cartridge.CleaningsLeft));
        Assert.Contains(house.Library.Inventory(), element => element is { Kind: ElementKind.ImportExport, Barcode: "CLN001L8" } or { Kind: ElementKind.Storage, Barcode: "CLN001L8" });
        var (used, _) = await house.EndAsync(OperationKind.Clean, new CleanRequest("CLN001L8"));
        Assert.Equal(OperationState.Failed, used.State);
        Assert.Contains("used up", used.Problem, StringComparison.Ordinal);
        var (mounted, _) = await house.EndAsync(OperationKind.Mount, new MountRequest("CLN001L8"));
        Assert.Contains("cleaning cartridge", mounted.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_catalog_that_forgot_a_set_learns_it_from_the_cartridge()
    {
        await using var house = await HouseAsync(CatalogProvider.Sqlite);
        Write("a", 100_000);
        var written = await house.RunAsync<WriteResult>(OperationKind.Write, new WriteRequest { Sources = new SourceOptions { Roots = [Source] } });
        await house.EndAsync(OperationKind.Unload, new UnloadRequest());
        await house.Catalog.RemoveSetAsync(written.SetId);
        var rebuilt = await house.RunAsync<RebuildResult>(OperationKind.Rebuild, new RebuildRequest());
        Assert.Equal([written.SetId], rebuilt.Sets);
        Assert.Equal(written.Files, (await house.Catalog.FindSetAsync(written.SetId))!.Files);
    }

    [Fact]
    public async Task The_library_is_looked_at_and_a_cartridge_is_moved()
    {
        await using var house = await HouseAsync(CatalogProvider.Sqlite);
        var elements = await house.RunAsync<LibraryElement[]>(OperationKind.Inventory, new { });
        Assert.Equal(8, elements.Count(element => element.IsFull));
        var free = elements.First(element => element is { Kind: ElementKind.ImportExport, IsFull: false });
        var (moved, _) = await house.EndAsync(OperationKind.Move, new MoveRequest(1001, free.Address));
        Assert.Equal(OperationState.Succeeded, moved.State);
        Assert.Contains(house.Library.Inventory(), element => element.Address == free.Address && element.Barcode == "TF0001L8");
        var (again, _) = await house.EndAsync(OperationKind.Move, new MoveRequest(1001, free.Address));
        Assert.Equal((OperationState.Failed, OperationOutcome.Failed), (again.State, again.Outcome));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Source => Path.Combine(_folder.FullName, "source");

    private void Write(string name, int length)
    {
        var path = Path.Combine(Source, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        File.WriteAllBytes(path, bytes);
    }

    private async Task<House<MemoryLibrary>> HouseAsync(CatalogProvider provider, TimeSpan? patience = null, int drives = 2)
    {
        Directory.CreateDirectory(Source);
        var options = Nodes.Options(await databases.CreateAsync(provider));
        options.DeviceTrouble[Resilience.DeviceTrouble.Busy] = new() { Attempts = 1000, Delay = patience ?? TimeSpan.FromMilliseconds(100), MaxDelay = patience ?? TimeSpan.FromSeconds(1) };
        return await House<MemoryLibrary>.StartAsync(options, Nodes.Library(drives), Path.Combine(_folder.FullName, "spool"), isPersistent: false);
    }
}
