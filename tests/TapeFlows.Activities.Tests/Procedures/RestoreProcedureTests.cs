using Elsa.Workflows;
using TapeFlows.Activities.Runs;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Activities.Tests.Procedures;

/// <summary>Restore and verification, run as they ship.</summary>
public sealed class RestoreProcedureTests
{
    [Fact]
    public async Task What_was_backed_up_comes_back_byte_for_byte()
    {
        await using var room = await ProcedureRoom.MakeAsync();
        var source = room.MakeSource(("a", 1000), ("d/b", 200_000), ("d/e/c", 3_000_000));
        await room.RunAsync("full-backup", Backup(source));

        var result = await room.RunAsync("restore", Restore(room));

        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Equal(0, room.Run!.Restore!.LostCount);
        foreach (var name in (string[])["a", "d/b", "d/e/c"])
            Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(source, name)), await File.ReadAllBytesAsync(Path.Combine(Target(room) + source, name)));
    }

    [Fact]
    public async Task What_was_planned_is_not_planned_again()
    {
        await using var room = await ProcedureRoom.MakeAsync();
        await room.RunAsync("full-backup", Backup(room.MakeSource(("a", 1000), ("b", 2000))));

        await room.RunAsync("restore", Restore(room));

        Assert.True(room.Run!.Restore!.WasPlanned);
        Assert.Equal(room.Run.Plan!.SetId, room.Run.Restore.SetId);
        Assert.True(File.Exists(Path.Combine(Target(room) + Path.Combine(room.Folder, "source"), "a")));
    }

    [Fact]
    public async Task A_dry_run_plans_and_writes_nothing()
    {
        await using var room = await ProcedureRoom.MakeAsync();
        var source = room.MakeSource(("a", 1000));
        await room.RunAsync("full-backup", Backup(source));
        var input = Restore(room);
        input["DryRun"] = true;

        var result = await room.RunAsync("restore", input);

        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Equal(1000, room.Run!.Plan!.Bytes);
        Assert.Null(room.Run.Restore);
        Assert.False(Directory.Exists(Target(room)));
    }

    [Fact]
    public async Task A_missing_volume_is_told_and_the_rest_is_restored()
    {
        await using var room = await ProcedureRoom.MakeAsync(slots: 4, capacity: 3 << 20);
        var source = room.MakeSource(("a", 1 << 20), ("b", 1 << 20), ("c", 1 << 20), ("d", 1 << 20), ("e", 1 << 20));
        await room.RunAsync("full-backup", Backup(source));
        room.Library.RemoveCartridge(room.Run!.Backup!.Volumes[^1]);

        var result = await room.RunAsync("restore", Restore(room));

        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Equal(NoticeSeverity.ActionNeeded, room.Observer.Notices[1].Severity);
        Assert.NotEqual(0, room.Run.Restore!.LostCount);
        Assert.True(File.Exists(Path.Combine(Target(room) + source, "a")));
    }

    [Fact]
    public async Task A_sound_set_verifies()
    {
        await using var room = await ProcedureRoom.MakeAsync();
        await room.RunAsync("full-backup", Backup(room.MakeSource(("a", 1000), ("b", 500_000))));

        var result = await room.RunAsync("verify-media", new Dictionary<string, object>(StringComparer.Ordinal) { ["Set"] = room.Run!.SetId!.Value.ToString() });

        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Equal(NoticeSeverity.Information, room.Observer.Notices[^1].Severity);
    }

    [Fact]
    public async Task A_set_is_copied_to_another_pool_with_what_it_stands_on()
    {
        await using var room = await ProcedureRoom.MakeAsync();
        var source = room.MakeSource(("a", 1000), ("b", 500_000));
        await room.RunAsync("full-backup", Backup(source));
        await File.WriteAllTextAsync(Path.Combine(source, "c"), "new");
        await room.RunAsync("incremental-backup", Backup(source));
        var set = room.Run!.SetId!.Value;

        var result = await room.RunAsync("copy-set", new Dictionary<string, object>(StringComparer.Ordinal) { ["Set"] = set.ToString(), ["Pool"] = "offsite" });

        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.Equal((set, 2, false), (room.Run.Copy!.CopyOf, room.Run.Copy.Copies.Count, room.Run.Copy.WasThere));
        Assert.Equal(NoticeSeverity.Information, room.Observer.Notices[^1].Severity);
        Assert.DoesNotContain(room.Library.Inventory(), element => element is { Kind: Tape.Changers.ElementKind.Drive, IsFull: true });
        var again = await room.RunAsync("copy-set", new Dictionary<string, object>(StringComparer.Ordinal) { ["Set"] = set.ToString(), ["Pool"] = "offsite" });
        Assert.Equal((WorkflowSubStatus.Finished, true), (again.WorkflowState.SubStatus, room.Run.Copy.WasThere));
        var nowhere = await room.RunAsync("copy-set", new Dictionary<string, object>(StringComparer.Ordinal) { ["Set"] = Guid.NewGuid().ToString(), ["Pool"] = "offsite" });
        Assert.Equal(WorkflowSubStatus.Faulted, nowhere.WorkflowState.SubStatus);
    }

    private static string Target(ProcedureRoom room) => Path.Combine(room.Folder, "target");

    private static Dictionary<string, object> Backup(string source) => new(StringComparer.Ordinal) { ["Sources"] = new[] { source } };

    private static Dictionary<string, object> Restore(ProcedureRoom room) => new(StringComparer.Ordinal) { ["Target"] = Target(room) };
}
