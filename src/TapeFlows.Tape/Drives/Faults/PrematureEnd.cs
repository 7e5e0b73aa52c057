namespace TapeFlows.Tape.Drives.Faults;

/// <summary>An end of the medium that comes too early: refused and let through in turn for a while, then the physical end.</summary>
internal sealed class PrematureEnd
{
    private const int BlocksUntilPhysicalEnd = 64;

    private bool _begun;
    private bool _refuseNext;
    private int _passed;

    public bool HasBegun => _begun;

    public void Begin() => _begun = _refuseNext = true;

    public TapeStatus? Refuses()
    {
        if (!_begun)
            return null;
        if (_refuseNext)
        {
            _refuseNext = false;
            return TapeStatus.EarlyWarning;
        }

        _refuseNext = true;
        return ++_passed > BlocksUntilPhysicalEnd ? TapeStatus.EndOfMedium : null;
    }

    public void Marked() => _refuseNext = false;

    public void Unloaded()
    {
        _begun = false;
        _passed = 0;
    }
}
