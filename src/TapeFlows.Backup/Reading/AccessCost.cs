using TapeFlows.Tape.Media;

namespace TapeFlows.Backup.Reading;

/// <summary>
/// When it is worth to locate instead of reading on: learnt from the drive in use, because a virtual tape locates in microseconds and a real
/// one in a minute.
/// </summary>
/// <param name="clock">Measures.</param>
/// <param name="floor">Bytes that are always read through: they are in the buffer already.</param>
internal sealed class AccessCost(TimeProvider clock, long floor)
{
    private const long Ceiling = 4L * 1024 * 1024 * 1024;
    private const double Recent = 0.25;
    private const long UsualRate = 300_000_000;
    private readonly Lock _gate = new();
    private double _locateSeconds = LtoGeneration.Reposition.TotalSeconds;
    private double _readSeconds;
    private long _readBytes;
    private bool _isMeasured;

    /// <summary>Reads through every gap: for those who want to see everything anyway.</summary>
    public bool IsReadThrough { get; init; }

    public long Now => clock.GetTimestamp();

    /// <summary>A gap up to this many bytes is read through.</summary>
    public long Threshold
    {
        get
        {
            if (IsReadThrough)
                return long.MaxValue;
            lock (_gate)
            {
                var rate = _readSeconds > 0 ? _readBytes / _readSeconds : UsualRate;
                return (long)Math.Clamp(_locateSeconds * rate, floor, Math.Max(floor, Ceiling));
            }
        }
    }

    public void OnLocate(long started)
    {
        var seconds = clock.GetElapsedTime(started).TotalSeconds;
        lock (_gate)
        {
            _locateSeconds = _isMeasured ? _locateSeconds + (Recent * (seconds - _locateSeconds)) : seconds;
            _isMeasured = true;
        }
    }

    public void OnRead(long started, int bytes)
    {
        lock (_gate)
        {
            _readSeconds += clock.GetElapsedTime(started).TotalSeconds;
            _readBytes += bytes;
        }
    }
}
