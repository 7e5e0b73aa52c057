using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Restore.Target;

/// <summary>A regular file that is being restored: invisible under its name until it is committed. One thread at a time.</summary>
internal sealed class RestoredFile : IDisposable
{
    private readonly RestoreTarget _target;
    private readonly TargetPlace _place;
    private readonly FileEntry _entry;
    private int _descriptor = -1;
    private long _end;
    private int _error;
    private bool _finished;

    internal RestoredFile(RestoreTarget target, TargetPlace place, FileEntry entry)
    {
        _target = target;
        _place = place;
        _entry = entry;
    }

    private bool IsMade => _descriptor >= 0;

    /// <summary>Whether writing has failed; the rest need not be written, and committing tells why.</summary>
    public bool HasFailed => _error != 0;

    /// <summary>Writes content. What is never written is a hole.</summary>
    /// <param name="offset">Bytes from the start of the file.</param>
    /// <param name="data">Any length.</param>
    public void Write(long offset, ReadOnlySpan<byte> data)
    {
        Make();
        if (_error == 0)
            _error = Content.WriteAt(_descriptor, data, offset);
        _end = Math.Max(_end, offset + data.Length);
    }

    /// <summary>Sets length, owner, permissions, attributes and times, and puts the file in its place.</summary>
    public RestoreOutcome Commit()
    {
        Make();
        if (_error == 0 && _end < _entry.Size && Content.SetLength(_descriptor, _entry.Size) != 0)
            _error = Errno.Last;
        if (_error != 0)
        {
            var what = IsMade ? "its content could not be written" : "it cannot be made";
            Dispose();
            return RestoreOutcome.Failed(TargetName.Describe(what, _error));
        }

        var missing = _target.Metadata.FinishFile(_descriptor, _entry, _place.Directory);
        var outcome = _place.Take(missing);
        Finish();
        return outcome;
    }

    /// <summary>Gives the file up unless it is committed: nothing of it stays, and what was there before does.</summary>
    public void Dispose()
    {
        if (_finished)
            return;
        if (IsMade)
            _place.GiveUp();
        Finish();
    }

    private void Make()
    {
        if (IsMade || _error != 0)
            return;
        _descriptor = _target.Create(_place, _entry);
        if (!IsMade)
            _error = Errno.Last;
    }

    private void Finish()
    {
        _finished = true;
        if (IsMade)
            _ = Opening.Close(_descriptor);
        _target.Directories.Release(_place.Directory, touched: IsMade);
    }
}
