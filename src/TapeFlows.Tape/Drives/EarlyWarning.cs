namespace TapeFlows.Tape.Drives;

/// <summary>The end of the medium as Linux <c>st</c> shows it: refused and let through in turn, then the physical end.</summary>
internal sealed class EarlyWarning
{
    private long _capacity;
    private long _begin;
    private bool _told;
    private bool _refuseNext;

    public void Loaded(long capacity, int maxBlockSize)
    {
        _capacity = capacity > 0 ? capacity : long.MaxValue;
        _begin = _capacity - LoadedMedium.EarlyWarningZone(_capacity, maxBlockSize);
        _told = false;
        _refuseNext = false;
    }

    /// <summary>Whether a write from one place to another is refused, and how.</summary>
    public TapeStatus? Refuses(long before, long after, Recording recording)
    {
        if (_refuseNext)
        {
            _refuseNext = false;
            return TapeStatus.EarlyWarning;
        }

        if (HasRoom(after, recording))
            return null;

        // A medium too small for the zone, or a full disk below it, ends without notice: say so once before it becomes the physical end.
        if (_told || before >= _begin)
            return TapeStatus.EndOfMedium;
        _told = true;
        return TapeStatus.EarlyWarning;
    }

    public bool HasRoom(long after, Recording recording) => after <= _capacity && recording.HasRoomFor(after);

    public void Written(long after)
    {
        _refuseNext = after >= _begin;
        _told |= _refuseNext;
    }

    /// <summary>The tape was moved or a filemark written: the next write is let through.</summary>
    public void Moved() => _refuseNext = false;
}
