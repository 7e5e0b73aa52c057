using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>
/// Sets disk space aside ahead of the writer, for data and rows, so that a full disk is met before a block is taken, as early warning, and not after, as
/// a loss.
/// </summary>
internal sealed class TapSpace(PosixFile file, TapIndex index, long capacity)
{
    /// <summary>A row for every 4 KiB of data, and for some labels.</summary>
    private const int DataBytesPerIndexByte = 128;
    private const int LeastIndexBytes = 64 * 1024;

    private const long LeastStep = 1024 * 1024;
    private const long MostStep = 256 * LeastStep;

    private long _reserved;
    private bool _used;

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
        if (!_used)
            return;
        file.Truncate(end);
        index.ReleaseSpace();
        _reserved = 0;
        _used = false;
    }

    private bool TryReserve(long end)
    {
        _used = true;
        var begin = Math.Max(_reserved, file.Length);

        // The last sector is written whole before the file is cut to its length.
        var rounded = (end + PosixFile.Alignment - 1) / PosixFile.Alignment * PosixFile.Alignment;
        if (rounded > begin && !(index.ReserveSpace(LeastIndexBytes + ((rounded - begin) / DataBytesPerIndexByte)) && file.Reserve(begin, rounded - begin)))
            return false;
        _reserved = end;
        return true;
    }
}
