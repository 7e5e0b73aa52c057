using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>
/// Brings index and data together when a cartridge is opened. Both were written by a process that may have been killed at any point, or on a
/// machine that lost its power; the last rows tell, whatever the length of the tape.
/// </summary>
/// <remarks>
/// <para><b>Killed process:</b> whatever reached the file stays. Rows without data are dropped, records without rows are scanned and get theirs, an
/// incomplete last record is cut.</para>
/// <para><b>Restarted machine:</b> the order in which the disk got what was written since the last synchronous filemark is not known, so all of it is cut: what a
/// drive does that loses power.</para>
/// <para><b>Damage:</b> only a tail that looks torn is ever cut. Anything else that cannot be followed is left alone and reported.</para>
/// </remarks>
internal sealed class TapRecovery(PosixFile data, TapIndex index, TapScan scan)
{
    private readonly long _length = data.Length;
    private IndexRow? _last;
    private bool _changed;

    /// <summary>Words for what cannot be followed behind the last object, if anything.</summary>
    public string? Damage { get; private set; }

    public void Run(bool machineRestarted)
    {
        var indexed = index.Count;
        while (index.Count > 0 && !LastRowAgrees())
            index.CutAt(index.Count - 1);
        _changed = index.Count != indexed;

        if (!machineRestarted || _changed || !TryCutToDurable())
            FollowRecords();
        if (_changed)
            Settle();
    }

    private bool LastRowAgrees()
    {
        _last = null;
        if (!index.TryGet(index.Count - 1, out var row))
            return false;
        if (!scan.TryFollow(row.Number == 0 ? null : row.Predecessor, _length, out var found) || found != row with { IsDurable = false })
            return false;
        _last = row;
        return true;
    }

    /// <returns>False when no synchronous mark is to be found: that is no proof that there was none, so nothing may be cut.</returns>
    private bool TryCutToDurable()
    {
        var count = index.Count;
        IndexRow row = default;
        while (count > 0 && index.TryGet(count - 1, out row) && !row.IsDurable)
            count--;
        if (count == 0 || !row.IsDurable)
            return false;

        _changed = count < index.Count || row.End < _length;
        if (_changed)
        {
            index.CutAt(count);
            data.Truncate(row.End);
        }

        return true;
    }

    /// <summary>Gives rows to the records behind the last good row, and cuts a torn one at the end.</summary>
    private void FollowRecords()
    {
        while (scan.TryFollow(_last, _length, out var row))
        {
            index.Append(row);
            _last = row;
            _changed = true;
        }

        var end = _last?.End ?? 0;
        if (end == _length)
            return;
        _changed = true;
        if (scan.IsTorn(end, _length, PosixFile.Alignment))
            data.Truncate(end);
        else
            Damage = $"'{data.Path}' cannot be followed at byte {end}: the record there is damaged, {_length - end} bytes behind it are out of reach. Nothing was cut.";
    }

    /// <summary>Rows that a scan made describe what is in the file now; once all is flushed they are as good as any.</summary>
    private void Settle()
    {
        data.Sync();
        if (index.Count > 0 && index.TryGet(index.Count - 1, out var last))
            index.Replace(last with { IsDurable = true });
        index.Sync();
    }
}
