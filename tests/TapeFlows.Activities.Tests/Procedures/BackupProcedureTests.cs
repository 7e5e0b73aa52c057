using Elsa.Workflows;
using TapeFlows.Activities.Runs;
using TapeFlows.Backup;
using TapeFlows.Operations.Inbox;
using TapeFlows.Tape.Changers;

namespace TapeFlows.Activities.Tests.Procedures;

/// <summary>The backup procedures, run as they ship.</summary>
public sealed class BackupProcedureTests
{
    [Fact]
    public async Task A_full_backup_writes_a_complete_set_and_puts_the_tape_back()
    {
        await using var room = await ProcedureRoom.MakeAsync();
        var source = room.MakeSource(("a", 1000), ("d/b", 200_000), ("d/e/c", 3_000_000));

        var result = await room.RunAsync("full-backup", Input(source));

        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        var set = await room.WrittenAsync();
        Assert.Equal((BackupType.Full, SetState.Complete, "default"), (set.Type, set.State, set.Pool));
        Assert.Equal(3_201_000, set.Bytes);
        Assert.Equal(set.Id.ToString(), result.WorkflowState.Output["SetId"]);
        Assert.Empty(room.Run!.Failures);
        Assert.DoesNotContain(room.Library.Inventory(), element => element is { Kind: ElementKind.Drive, IsFull: true });
        Assert.Equal([NoticeSeverity.Information], room.Observer.Notices.Select(notice => notice.Severity));
    }

    [Fact]
    public async Task A_set_that_outgrows_one_volume_goes_on_the_next()
    {
        await using var room = await ProcedureRoom.MakeAsync(slots: 4, capacity: 2 << 20);
        var source = room.MakeSource(("large", 5 << 20));

        var result = await room.RunAsync("full-backup", Input(source));

        Assert.Equal(WorkflowSubStatus.Finished, result.WorkflowState.SubStatus);
        Assert.True(room.Run!.Backup!.Volumes.Count >= 3);
    }

    [Theory]
    [InlineData("differential-backup", BackupType.Differential)]
    [InlineData("incremental-backup", BackupType.Incremental)]
    public async Task A_backup_of_changes_takes_what_changed_and_stands_on_the_full_set(string procedure, BackupType type)
    {
        await using var room = await ProcedureRoom.MakeAsync();
        var source = room.MakeSource(("a", 1000), ("b", 2000), ("c", 3000));
        await room.RunAsync("full-backup", Input(source));
        var full = room.Run!.Backup!.SetId;
        await File.WriteAllTextAsync(Path.Combine(source, "b"), "changed");
        File.Delete(Path.Combine(source, "c"));

        await room.RunAsync(procedure, Input(source));

        var set = await room.WrittenAsync();
        Assert.Equal((type, full, 1L), (set.Type, set.BaseId, set.Deleted));
        Assert.Equal("changed".Length, set.Bytes);
    }

    [Fact]
    public async Task Without_room_on_any_volume_the_operator_is_asked_and_the_run_faults()
    {
        await using var room = await ProcedureRoom.MakeAsync(slots: 1, capacity: 1 << 20);
        var source = room.MakeSource(("large", 4 << 20));

        var result = await room.RunAsync("full-backup", Input(source));

        Assert.Equal(WorkflowSubStatus.Faulted, result.WorkflowState.SubStatus);
        var notice = Assert.Single(room.Observer.Notices);
        Assert.Equal(NoticeSeverity.ActionNeeded, notice.Severity);
        Assert.Contains("No volume", notice.Message, StringComparison.Ordinal);
        Assert.Equal(SetState.Incomplete, (await room.Catalog.FindSetAsync(room.Run!.SetId!.Value))!.State);
        Assert.DoesNotContain(room.Library.Inventory(), element => element is { Kind: ElementKind.Drive, IsFull: true });
    }

    [Fact]
    public async Task A_run_that_is_stopped_leaves_by_the_failure_branch_and_ejects()
    {
        await using var room = await ProcedureRoom.MakeAsync();
        var source = room.MakeSource(("a", 1000));
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        var result = await room.RunAsync("full-backup", Input(source), stop.Token);

        Assert.Equal(WorkflowSubStatus.Faulted, result.WorkflowState.SubStatus);
        Assert.Contains("stopped", Assert.Single(room.Observer.Notices).Message, StringComparison.Ordinal);
        Assert.DoesNotContain(room.Library.Inventory(), element => element is { Kind: ElementKind.Drive, IsFull: true });
    }

    private static Dictionary<string, object> Input(string source) => new(StringComparer.Ordinal) { ["Sources"] = new[] { source } };
}
