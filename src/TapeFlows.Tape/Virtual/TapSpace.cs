using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>
/// Sets disk space aside ahead of the writer, so that a full disk is met before a block is taken, as early warning, and not after, as a loss.
/// </summary>
internal sealed class TapSpace(PosixFile file, long capacity)
{
    private const long LeastStep = 1024 * 1024;
    private const long MostStep = 256 * LeastStep;

    private long _reserved;

    public bool Has(long end)
    {
        if (end <= _reserved)
            return true;

        // A file system in memory hands out real pages, so there it is done in small steps.
        var wanted = end + (file.IsDirect ? Math.Clamp(end, LeastStep, MostStep) : LeastStep);
        if (capacity > 0)
            wanted = Math.Max(end, Math.Min(wanted, capacity));
        return TryReserve(wanted) || TryReserve(end);
    }

    public void Forget() => _reserved = 0;

    /// <summary>Gives back what is reserved behind the end of the data.</summary>
    public void Release(long end)
    {
        if (_reserved > end)
            file.Truncate(end);
        _reserved = 0;
    }

    private bool TryReserve(long end)
    {
        var begin = Math.Max(_reserved, file.Length);

        // The last sector is written whole before the file is cut to its length.
        var rounded = (end + PosixFile.Alignment - 1) / PosixFile.Alignment * PosixFile.Alignment;
        if (rounded > begin && !file.Reserve(begin, rounded - begin))
            return false;
        _reserved = end;
        return true;
    }
}
