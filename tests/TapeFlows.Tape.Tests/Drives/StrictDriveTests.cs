using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Drives.Faults;
using TapeFlows.Tape.Drives.Strict;

namespace TapeFlows.Tape.Tests.Drives;

public sealed class StrictDriveTests
{
    private readonly StrictDrive _drive = new(new MemoryDrive(new MemoryCartridge("TF0001L8"), 1000));

    [Fact]
    public void A_careful_session_passes()
    {
        _drive.Load();
        _drive.Write([1]);
        _drive.WriteFilemarks(1, FilemarkMode.Synchronous);
        _drive.Rewind();
        _drive.Read(new byte[10]);
        _drive.Unload();
        _drive.Dispose();
    }

    [Fact]
    public void Work_before_load_is_a_breach()
    {
        Assert.True(_drive.Status().Status == TapeStatus.NoMedium);
        AssertBreach("before a medium was loaded", () => _drive.Write([1]));
        AssertBreach("before a medium was loaded", () => _drive.Rewind());
    }

    [Fact]
    public void Work_after_dispose_is_a_breach()
    {
        _drive.Dispose();
        AssertBreach("given back", () => _drive.Load());
    }

    [Fact]
    public void Arguments_out_of_range_are_breaches()
    {
        _drive.Load();
        AssertBreach("negative", () => _drive.Locate(-1));
        AssertBreach("1001 bytes", () => _drive.Write(new byte[1001]));
        AssertBreach("0 bytes", () => _drive.Write([]));
        AssertBreach("-1 filemarks", () => _drive.WriteFilemarks(-1, FilemarkMode.Immediate));
        AssertBreach("empty", () => _drive.Read([]));
    }

    [Fact]
    public void Unloading_what_is_not_durable_is_a_breach_that_tells_the_history()
    {
        _drive.Load();
        _drive.Write([1, 2]);
        _drive.WriteFilemarks(1, FilemarkMode.Immediate);
        var message = AssertBreach("unloaded before a synchronous filemark", () => _drive.Unload());
        Assert.Contains("Load(0) Done, Write(2) Done, WriteFilemarks(1) Done", message, StringComparison.Ordinal);
        AssertBreach("given back before a synchronous filemark", () => _drive.Dispose());
    }

    [Fact]
    public void A_failed_drive_may_be_unloaded_and_must_be_positioned_before_more_work()
    {
        using var drive = new StrictDrive(new FaultingDrive(new MemoryDrive(new MemoryCartridge("TF0001L8")), new FaultPlan(new DriveFault(3, FaultKind.HardwareError))));
        drive.Load();
        drive.Write([1]);
        Assert.Equal(TapeStatus.HardwareError, drive.Write([2]).Status);
        AssertBreach("after a hardware error", () => drive.Write([2]));
        Assert.True(drive.Rewind().IsDone);
        Assert.True(drive.Unload().IsDone);
    }

    [Fact]
    public void A_call_while_another_is_under_way_is_a_breach()
    {
        using var inCall = new ManualResetEventSlim();
        using var goOn = new ManualResetEventSlim();
        var inner = new StallingDrive(inCall, goOn);
        var drive = new StrictDrive(inner);
        var first = new Thread(() => drive.Load()) { IsBackground = true };
        first.Start();
        Assert.True(inCall.Wait(Eventually.Patience), "The first call did not come to the drive.");
        AssertBreach("under way", () => drive.Status());
        goOn.Set();
        Assert.True(first.Join(Eventually.Patience), "The first call did not end.");
        Assert.True(drive.Status().IsDone);
    }

    private static string AssertBreach(string words, Action action)
    {
        var breach = Assert.Throws<DriveProtocolException>(action);
        Assert.Contains(words, breach.Message, StringComparison.Ordinal);
        return breach.Message;
    }

    /// <summary>A drive whose load lasts until it is told to go on.</summary>
    private sealed class StallingDrive(ManualResetEventSlim inCall, ManualResetEventSlim goOn) : ITapeDrive
    {
        public string Name => "stalling";

        public int MaxBlockSize => 1;

        public MediumInformation? Medium => null;

        public TapeResult Load(CancellationToken cancellationToken = default)
        {
            inCall.Set();
            goOn.Wait(cancellationToken);
            return TapeResult.Done;
        }

        public TapeResult Unload(CancellationToken cancellationToken = default) => TapeResult.Done;

        public TapeResult Rewind(CancellationToken cancellationToken = default) => TapeResult.Done;

        public TapeResult Locate(long blockAddress, CancellationToken cancellationToken = default) => TapeResult.Done;

        public TapeResult SpaceToEndOfData(CancellationToken cancellationToken = default) => TapeResult.Done;

        public TapeResult SpaceFilemarks(int count, CancellationToken cancellationToken = default) => TapeResult.Done;

        public TapeResult Read(Span<byte> buffer) => TapeResult.Done;

        public TapeResult Write(ReadOnlySpan<byte> block) => TapeResult.Done;

        public TapeResult WriteFilemarks(int count, FilemarkMode mode) => TapeResult.Done;

        public TapeResult ReadPosition(out long blockAddress)
        {
            blockAddress = 0;
            return TapeResult.Done;
        }

        public TapeResult Status() => TapeResult.Done;

        public void Dispose()
        {
            // Nothing to give back.
        }
    }
}
