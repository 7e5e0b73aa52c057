using Microsoft.Extensions.Time.Testing;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Drives.Faults;

namespace TapeFlows.Tape.Tests.Drives;

public sealed class FaultingDriveTests
{
    private readonly MemoryCartridge _cartridge = new("TF0001L8");
    private readonly byte[] _buffer = new byte[100];

    [Fact]
    public void A_plan_without_faults_only_counts()
    {
        var plan = new FaultPlan();
        Session(new FaultingDrive(new MemoryDrive(_cartridge), plan));
        Assert.Equal(9, plan.Operations);
        Assert.Equal(0, plan.Struck);
        Assert.Equal(4, _cartridge.ObjectCount);
    }

    [Fact]
    public void Every_fault_strikes_at_every_operation_and_never_lets_a_session_claim_what_is_not_there()
    {
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            for (var operation = 1; operation <= 9; operation++)
            {
                var cartridge = new MemoryCartridge("TF0001L8");
                var plan = new FaultPlan(new DriveFault(operation, kind) { Delay = TimeSpan.Zero });
                var committed = Session(new FaultingDrive(new MemoryDrive(cartridge), plan));
                Assert.True(plan.Struck <= 1);
                Assert.True(cartridge.ObjectCount >= committed, $"{kind} at {operation}");
            }
        }
    }

    [Fact]
    public void A_fault_waits_for_an_operation_it_can_strike()
    {
        using var drive = Drive(FaultKind.TornWrite, operation: 2);
        drive.Load();
        Assert.True(drive.Rewind().IsDone);
        Assert.Equal(TapeStatus.MediaError, drive.Write(new byte[10]).Status);
        drive.Rewind();
        Assert.Equal(5, drive.Read(_buffer).Count);
    }

    [Fact]
    public void A_media_error_in_reading_is_past_the_block()
    {
        using var drive = Drive(FaultKind.MediaError, operation: 5);
        drive.Load();
        drive.Write([1]);
        drive.Write([2, 2]);
        drive.Rewind();
        Assert.Equal(TapeStatus.MediaError, drive.Read(_buffer).Status);
        Assert.Equal(2, drive.Read(_buffer).Count);
    }

    [Fact]
    public void After_a_hardware_error_only_a_rewind_or_load_helps()
    {
        using var drive = Drive(FaultKind.HardwareError, operation: 2);
        drive.Load();
        Assert.Equal(TapeStatus.HardwareError, drive.Write([1]).Status);
        Assert.Equal(TapeStatus.HardwareError, drive.Write([1]).Status);
        Assert.True(drive.Rewind().IsDone);
        Assert.True(drive.Write([1]).IsDone);
    }

    [Fact]
    public void A_device_that_went_away_does_not_come_back()
    {
        using var drive = Drive(FaultKind.Disappearance, operation: 2);
        drive.Load();
        TapeResult[] results = [drive.Write([1]), drive.Rewind(), drive.Load(), drive.Status(), drive.Unload()];
        Assert.All(results, result => Assert.Equal(TapeStatus.HardwareError, result.Status));
    }

    [Fact]
    public void A_deferred_error_loses_all_since_the_last_synchronous_mark()
    {
        using var drive = Drive(FaultKind.DeferredError, operation: 4);
        drive.Load();
        drive.Write([1]);
        drive.WriteFilemarks(1, FilemarkMode.Synchronous);
        Assert.True(drive.Write([2]).IsDone);
        Assert.Equal(TapeStatus.MediaError, drive.WriteFilemarks(1, FilemarkMode.Synchronous).Status);
        Assert.Equal(2, _cartridge.ObjectCount);
    }

    [Fact]
    public void A_power_loss_loses_all_since_the_last_synchronous_mark_and_the_drive_until_load()
    {
        using var drive = Drive(FaultKind.PowerLoss, operation: 6);
        drive.Load();
        drive.Write([1]);
        drive.WriteFilemarks(1, FilemarkMode.Synchronous);
        drive.Write([2]);
        drive.WriteFilemarks(1, FilemarkMode.Immediate);
        Assert.Equal(TapeStatus.HardwareError, drive.Write([3]).Status);
        Assert.Equal(TapeStatus.HardwareError, drive.Rewind().Status);
        Assert.True(drive.Load().IsDone);
        Assert.Equal(2, _cartridge.ObjectCount);
    }

    [Fact]
    public void A_flipped_bit_is_silent_in_both_directions()
    {
        using (var drive = Drive(FaultKind.BitFlip, operation: 1))
        {
            drive.Load();
            Assert.True(drive.Write(new byte[50]).IsDone);
            drive.Rewind();
            drive.Read(_buffer);
            Assert.Equal(1, CountBits(_buffer));
        }

        using (var drive = Drive(FaultKind.BitFlip, operation: 4))
        {
            drive.Load();
            drive.Write(new byte[50]);
            drive.Rewind();
            drive.Read(_buffer);
            Assert.Equal(1, CountBits(_buffer));
            drive.Rewind();
            drive.Read(_buffer);
            Assert.Equal(0, CountBits(_buffer));
        }
    }

    [Fact]
    public void A_premature_end_alternates_takes_marks_and_becomes_the_physical_end()
    {
        using var drive = Drive(FaultKind.EarlyEndOfMedium, operation: 3);
        drive.Load();
        Assert.True(drive.Write([1]).IsDone);
        Assert.Equal(TapeStatus.EarlyWarning, drive.Write([2]).Status);
        Assert.True(drive.Write([2]).IsDone);
        Assert.True(drive.WriteFilemarks(1, FilemarkMode.Synchronous).IsDone);
        Assert.True(drive.Write([3]).IsDone);
        Assert.Equal(TapeStatus.EarlyWarning, drive.Write([4]).Status);

        var statuses = Enumerable.Range(0, 200).Select(_ => drive.Write([5]).Status).ToArray();
        Assert.Contains(TapeStatus.EndOfMedium, statuses);
    }

    [Fact]
    public async Task A_slow_operation_takes_its_time()
    {
        var time = new FakeTimeProvider();
        using var drive = new FaultingDrive(
            new MemoryDrive(_cartridge), new FaultPlan(new DriveFault(1, FaultKind.Slowness) { Delay = TimeSpan.FromMinutes(3) }), time);
        var load = Task.Run(() => drive.Load());
        while (!load.IsCompleted)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(1);
        }

        Assert.True((await load).IsDone);
        Assert.True(time.GetUtcNow() - time.Start >= TimeSpan.FromMinutes(3));
    }

    private FaultingDrive Drive(FaultKind kind, long operation) => new(new MemoryDrive(_cartridge), new FaultPlan(new DriveFault(operation, kind)));

    private static int CountBits(byte[] bytes) => bytes.Sum(value => System.Numerics.BitOperations.PopCount(value));

    /// <summary>Writes two small tape files, as a careful caller would.</summary>
    /// <returns>How many objects the drive has confirmed as durable.</returns>
    private static long Session(FaultingDrive drive)
    {
        using (drive)
        {
            long committed = 0;
            if (!drive.Load().IsDone || !drive.Rewind().IsDone)
                return committed;
            for (var file = 0; file < 2; file++)
            {
                if (!drive.Write([1, 2, 3]).IsDone || !drive.WriteFilemarks(1, FilemarkMode.Synchronous).IsDone)
                    return committed;
                committed += 2;
                if (!drive.ReadPosition(out _).IsDone)
                    return committed;
            }

            drive.Unload();
            return committed;
        }
    }
}
