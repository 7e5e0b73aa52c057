using Microsoft.Extensions.Time.Testing;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Media;
using TapeFlows.Tape.Virtual;

namespace TapeFlows.Tape.Tests.Virtual;

public sealed class DriveTimingTests : IDisposable
{
    private const long Capacity = 64 * 1024 * 1024;

    private static readonly LtoGeneration Lto8 = LtoGeneration.Find("LTO-8")!;

    private readonly TemporaryDirectory _directory = new("/dev/shm");
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Load_locate_and_unload_take_what_a_real_drive_takes()
    {
        using var library = VirtualLibrary.Create(
            _directory.Sub("library"), new VirtualLibraryOptions { Slots = 1, Capacity = Capacity, RealisticTiming = true }, _time);
        library.Move(1001, 1);
        using var drive = library.OpenDrive("drive0");
        Assert.InRange(await Measure(() => drive.Load()), Lto8.Load, Lto8.Load + TimeSpan.FromSeconds(2));
        for (var block = 0; block < 32; block++)
            Assert.True(drive.Write(new byte[1024 * 1024]).IsDone);

        var average = Lto8.AverageLocate;
        Assert.InRange(await Measure(() => drive.Rewind()), average - TimeSpan.FromSeconds(1), average + TimeSpan.FromSeconds(3));
        Assert.InRange(await Measure(() => drive.Rewind()), TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.InRange(await Measure(() => drive.Unload()), Lto8.Unload, Lto8.Unload + TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task The_native_rate_limits_and_a_slow_host_pays_for_stops()
    {
        var timing = new DriveTiming(Lto8, _time);
        await Measure(() => Loaded(timing));
        const int block = 16_000_000;
        const int blocks = 200;
        var streaming = await Measure(() => Transfer(timing, blocks, block));
        var expected = Lto8.TransferTime((blocks * (long)block) - 1_000_000_000);
        Assert.InRange(streaming, expected - TimeSpan.FromSeconds(1), expected + TimeSpan.FromSeconds(2));

        var slow = new DriveTiming(Lto8, _time);
        await Measure(() => Loaded(slow));
        Transfer(slow, 1, block);
        _time.Advance(TimeSpan.FromSeconds(10));
        var penalty = await Measure(() => Transfer(slow, 1, block));
        Assert.InRange(penalty, TimeSpan.FromMilliseconds(1), LtoGeneration.Reposition);
    }

    public void Dispose() => _directory.Dispose();

    private static TapeResult Loaded(DriveTiming timing)
    {
        timing.Loaded(Capacity);
        return TapeResult.Done;
    }

    private static TapeResult Transfer(DriveTiming timing, int blocks, int length)
    {
        for (; blocks > 0; blocks--)
            timing.Transferred(length);
        return TapeResult.Done;
    }

    /// <summary>Lets the clock run while the drive works.</summary>
    private async Task<TimeSpan> Measure(Func<TapeResult> operation)
    {
        var begin = _time.GetUtcNow();
        var work = Task.Run(operation);
        while (await Task.WhenAny(work, Task.Delay(2)) != work)
            _time.Advance(TimeSpan.FromMilliseconds(250));
        Assert.True((await work).IsDone);
        return _time.GetUtcNow() - begin;
    }
}
