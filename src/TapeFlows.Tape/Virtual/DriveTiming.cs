using TapeFlows.Tape.Media;

namespace TapeFlows.Tape.Virtual;

/// <summary>
/// Makes a virtual drive take the time a real one takes, scaled so that the whole length of its medium takes what the whole length of a real one takes.
/// </summary>
/// <remarks>
/// The drive matches its speed to the host's between the floor and the native rate. A host that comes later than the floor finds the tape stopped, and
/// pays for a reposition.
/// </remarks>
internal sealed class DriveTiming(LtoGeneration generation, TimeProvider time)
{
    /// <summary>Drives of these generations have about 1 GB of buffer.</summary>
    private const long BufferBytes = 1_000_000_000;

    private long _capacity;
    private DateTimeOffset _free;
    private bool _streaming;

    public void Loaded(long capacity)
    {
        _capacity = capacity > 0 ? capacity : generation.NativeCapacity;
        _streaming = false;
        time.Wait(generation.Load);
    }

    public void Unloaded() => time.Wait(generation.Unload);

    public void Travelled(long from, long to)
    {
        if (from == to)
            return;
        time.Wait(generation.LocateTime(to - from, _capacity));
        _streaming = false;
    }

    public void Transferred(int length)
    {
        var now = time.GetUtcNow();
        var late = now - _free;
        if (!_streaming)
            _free = now;
        else if (late > TimeSpan.FromSeconds((double)length / generation.FloorRate))
            _free = now + LtoGeneration.Reposition;
        else if (late > TimeSpan.Zero)
            _free = now;
        _streaming = true;
        _free += generation.TransferTime(length);
        time.Wait(_free - now - generation.TransferTime(BufferBytes));
    }
}
