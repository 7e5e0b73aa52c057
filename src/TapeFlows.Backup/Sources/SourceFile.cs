using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Sources;

/// <summary>A regular file of the source, open for reading. One thread at a time.</summary>
internal sealed class SourceFile : IDisposable
{
    private const long SequentialFrom = 1 << 20;
    private readonly int _descriptor;
    private readonly StatusRecord _status;
    private bool _closed;

    internal SourceFile(int descriptor, in StatusRecord status, FileEntry entry, SourceProblem? problem)
    {
        _descriptor = descriptor;
        _status = status;
        Entry = entry;
        Problem = problem;
        if (entry.Size - (entry.AllocatedUnits * 512) >= SourceItem.SmallestHole)
            Extents = DataExtent.Find(descriptor, entry.Size);
        if (entry.Size >= SequentialFrom)
            _ = Content.Advise(descriptor, 0, 0, Content.AdviseSequential);
    }

    /// <summary>The entry as it was when the file was opened, with its attributes. Exactly <see cref="FileEntry.Size"/> bytes belong to it.</summary>
    public FileEntry Entry { get; }

    /// <summary>Where the data is when the file has holes (the list may be empty: nothing but a hole); otherwise <see langword="null"/>.</summary>
    public IReadOnlyList<DataExtent>? Extents { get; }

    /// <summary>The worst that has happened so far.</summary>
    public SourceProblem? Problem { get; private set; }

    /// <summary>Fills the buffer.</summary>
    /// <param name="offset">Bytes from the start of the file.</param>
    /// <param name="buffer">Not reaching behind the size of the entry.</param>
    /// <returns>
    /// Bytes read. Fewer than asked for: the file has become shorter or cannot be read on, as <see cref="Problem"/> tells; what is missing counts as zeros.
    /// </returns>
    public int ReadAt(long offset, Span<byte> buffer)
    {
        var done = 0;
        while (done < buffer.Length)
        {
            var read = Content.ReadAt(_descriptor, buffer[done..], offset + done);
            if (read <= 0)
            {
                Problem = read == 0 ? Shrunk(offset + done) : Unreadable(offset + done, Errno.Last);
                break;
            }

            done += read;
        }

        return done;
    }

    /// <summary>To be called when all has been read: tells whether the file was left alone meanwhile.</summary>
    /// <returns><see cref="Problem"/>: <see langword="null"/> when what was read is the file as it was when it was opened.</returns>
    public unsafe SourceProblem? CheckAfterRead()
    {
        StatusRecord now;
        if (Problem is null or { Kind: SourceProblemKind.AttributesUnreadable }
            && Status.OfDescriptor(_descriptor, &now) == 0 && !EntryStatus.IsUnchanged(_status, now))
        {
            Problem = new SourceProblem(Entry.Path, SourceProblemKind.Changed, Describe(now), FileState.ChangedWhileRead);
        }

        return Problem;
    }

    public void Dispose()
    {
        if (!_closed)
            _ = Opening.Close(_descriptor);
        _closed = true;
    }

    private string Describe(in StatusRecord now) =>
        now.Size > _status.Size ? $"grew from {_status.Size} to {now.Size} bytes while it was being read: archived as long as it was"
        : now.Size < _status.Size ? $"shrank from {_status.Size} to {now.Size} bytes while it was being read: may be a mixture"
        : "changed while it was being read: may be a mixture";

    private SourceProblem Shrunk(long offset) => new(
        Entry.Path, SourceProblemKind.Changed, $"ended after {offset} of {Entry.Size} bytes while it was being read: the rest is zeros", FileState.Shrunk | FileState.ChangedWhileRead);

    private SourceProblem Unreadable(long offset, int error) => new(
        Entry.Path, SourceProblemKind.Unreadable, $"{Errno.Describe(error)}, at byte {offset} of {Entry.Size}: the rest is zeros", FileState.Unreadable);
}
