using System.Text.Json;
using Elsa.Resilience.Entities;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Models;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives.Faults;

namespace TapeFlows.Activities.Tests.Procedures;

/// <summary>Steps that ask a device ask again by the strategy that the procedure names, and only where that makes sense.</summary>
public sealed class DeviceTroubleTests
{
    private const string Strategy = """{"mode":"Identifier","strategyId":"device-trouble"}""";

    [Fact]
    public async Task A_drive_that_was_reset_is_asked_again_and_the_attempt_is_kept()
    {
        var plan = new FaultPlan(new DriveFault(1, FaultKind.HardwareError));
        await using var room = await ProcedureRoom.MakeAsync(faults: plan);

        var result = await room.RunAsync(new Sequence { Activities = { Mount(room, Strategy), new Eject { Id = "eject" } } });

        Assert.Equal((WorkflowSubStatus.Finished, 1), (result.WorkflowState.SubStatus, plan.Struck));
        Assert.Empty(room.Run!.Failures);
        var attempt = Assert.Single(AttemptsOf(result, "mount"));
        Assert.Equal((0, "mount", "HardwareError"), (attempt.AttemptNumber, attempt.ActivityId, attempt.Details["Status"]));
        Assert.Contains("the drive failed", attempt.Details["Problem"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_media_error_is_never_tried_again()
    {
        var plan = new FaultPlan(new DriveFault(1, FaultKind.MediaError));
        await using var room = await ProcedureRoom.MakeAsync(faults: plan);

        var result = await room.RunAsync(new Sequence { Activities = { Mount(room, Strategy) } });

        Assert.Equal(1, plan.Struck);
        Assert.Empty(AttemptsOf(result, "mount"));
        Assert.Contains("the medium has an error", Assert.Single(room.Run!.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("""{"mode":"Identifier","strategyId":"unknown"}""")]
    public async Task Without_a_strategy_there_is_one_attempt(string? choice)
    {
        await using var room = await ProcedureRoom.MakeAsync(faults: new FaultPlan(new DriveFault(1, FaultKind.HardwareError)));

        var result = await room.RunAsync(new Sequence { Activities = { Mount(room, choice) } });

        Assert.Empty(AttemptsOf(result, "mount"));
        Assert.Contains("the drive failed", Assert.Single(room.Run!.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drive_that_another_holds_is_waited_for_until_the_strategy_gives_up()
    {
        await using var room = await ProcedureRoom.MakeAsync();
        using var other = room.Library.OpenDrive(room.Library.DriveNames[0]);

        var result = await room.RunAsync(new Sequence { Activities = { Mount(room, Strategy) } });

        Assert.Equal([0, 1], AttemptsOf(result, "mount").Select(attempt => attempt.AttemptNumber));
        Assert.Contains("in use", Assert.Single(room.Run!.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cartridge_that_the_drive_did_not_give_back_at_once_is_in_its_slot_afterwards()
    {
        await using var room = await ProcedureRoom.MakeAsync(faults: new FaultPlan(Enumerable.Range(2, 2).Select(operation => new DriveFault(operation, FaultKind.HardwareError))));
        var eject = new Eject { Id = "eject", CustomProperties = { ["resilienceStrategy"] = Choice(Strategy) } };

        var result = await room.RunAsync(new Sequence { Activities = { Mount(room, Strategy), eject } });

        Assert.Empty(room.Run!.Failures);
        Assert.Equal(2, AttemptsOf(result, "eject").Count);
        Assert.DoesNotContain(room.Library.Inventory(), element => element is { Kind: ElementKind.Drive, IsFull: true });
    }

    private static MountTape Mount(ProcedureRoom room, string? choice)
    {
        var mount = new MountTape { Id = "mount", Barcode = new(room.Library.Inventory().First(element => element.Kind == ElementKind.Storage).Barcode!) };
        if (choice is not null)
            mount.CustomProperties["resilienceStrategy"] = Choice(choice);
        return mount;
    }

    private static JsonElement Choice(string json) => JsonDocument.Parse(json).RootElement;

    private static ICollection<RetryAttemptRecord> AttemptsOf(RunWorkflowResult result, string activity) =>
        result.Journal.ActivityExecutionContexts.Single(execution => execution.Activity.Id == activity).Properties.TryGetValue("RetryAttempts", out var attempts)
            ? (ICollection<RetryAttemptRecord>)attempts
            : [];
}
