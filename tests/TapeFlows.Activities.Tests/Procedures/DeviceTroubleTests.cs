using Elsa.Workflows;
using Elsa.Workflows.Activities;
using TapeFlows.Operations;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives.Faults;

namespace TapeFlows.Activities.Tests.Procedures;

/// <summary>Steps that ask a device ask again as the configuration says, and only where that makes sense.</summary>
public sealed class DeviceTroubleTests
{
    [Fact]
    public async Task A_drive_that_was_reset_is_asked_again_and_the_attempt_is_kept()
    {
        var plan = new FaultPlan(new DriveFault(1, FaultKind.HardwareError));
        await using var room = await ProcedureRoom.MakeAsync(faults: plan);

        var result = await room.RunAsync(new Sequence { Activities = { Mount(room), new Eject { Id = "eject" } } });

        Assert.Equal((WorkflowSubStatus.Finished, 1), (result.WorkflowState.SubStatus, plan.Struck));
        Assert.Empty(room.Run!.Failures);
        var attempts = await room.AttemptsAsync(OperationKind.Mount);
        Assert.Equal([1, 2], attempts.Select(attempt => attempt.Number));
        Assert.Contains("the drive failed", attempts[0].Problem, StringComparison.Ordinal);
        Assert.Null(attempts[1].Problem);
    }

    [Fact]
    public async Task A_media_error_is_never_tried_again()
    {
        var plan = new FaultPlan(new DriveFault(1, FaultKind.MediaError));
        await using var room = await ProcedureRoom.MakeAsync(faults: plan);

        await room.RunAsync(new Sequence { Activities = { Mount(room) } });

        Assert.Equal(1, plan.Struck);
        Assert.Single(await room.AttemptsAsync(OperationKind.Mount));
        Assert.Contains("the medium has an error", Assert.Single(room.Run!.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drive_that_another_holds_is_waited_for_as_often_as_the_configuration_says()
    {
        await using var room = await ProcedureRoom.MakeAsync();
        using var other = room.Library.OpenDrive(room.Library.DriveNames[0]);

        await room.RunAsync(new Sequence { Activities = { Mount(room) } });

        Assert.Equal([1, 2, 3], (await room.AttemptsAsync(OperationKind.Mount)).Select(attempt => attempt.Number));
        Assert.Contains("in use", Assert.Single(room.Run!.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cartridge_that_the_drive_did_not_give_back_at_once_is_in_its_slot_afterwards()
    {
        await using var room = await ProcedureRoom.MakeAsync(faults: new FaultPlan(Enumerable.Range(2, 2).Select(operation => new DriveFault(operation, FaultKind.HardwareError))));

        await room.RunAsync(new Sequence { Activities = { Mount(room), new Eject { Id = "eject" } } });

        Assert.Empty(room.Run!.Failures);
        Assert.Equal(3, (await room.AttemptsAsync(OperationKind.Unload)).Count);
        Assert.DoesNotContain(room.Library.Inventory(), element => element is { Kind: ElementKind.Drive, IsFull: true });
    }

    private static MountTape Mount(ProcedureRoom room) =>
        new() { Id = "mount", Barcode = new(room.Library.Inventory().First(element => element.Kind == ElementKind.Storage).Barcode!) };
}
