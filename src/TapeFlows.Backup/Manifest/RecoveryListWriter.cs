using System.Buffers;
using System.Buffers.Text;
using TapeFlows.Backup.Archive;

namespace TapeFlows.Backup.Manifest;

/// <summary>
/// Writes <c>recover.list</c>: what <c>recover.sh</c> cannot learn from the archives by stock tools. One word and its operands a line, names escaped so
/// that they hold neither blanks nor newlines and <c>printf %b</c> gives them back.
/// <code>
/// delete PATH                                     gone since the base set
/// keep PATH                                       a directory not in this set whose time must survive the changes in it
/// directory SECONDS PATH                          a directory whose entries are spread over several pieces: its time, to be set last
/// part NUMBER OFFSET LENGTH SIZE PATH MEMBER      a part of a file that did not fit into one segment
/// </code>
/// </summary>
internal sealed class RecoveryListWriter
{
    private const int FlushLength = 64 * 1024;
    private readonly Stream _destination;
    private readonly string _token;
    private readonly ArrayBufferWriter<byte> _buffer = new(2 * FlushLength);
    private readonly Stack<Level> _open = new();
    private int _piece;

    /// <summary>Begins a list.</summary>
    /// <param name="destination">Where to; stays open.</param>
    /// <param name="setId">The set, whose token is in the names of parts.</param>
    public RecoveryListWriter(Stream destination, Guid setId)
    {
        _destination = destination;
        _token = MemberPart.TokenOf(setId);
    }

    /// <summary>Adds what has to be said of an entry; nothing of nearly all.</summary>
    /// <param name="file">The row of the catalog, in path order.</param>
    public void Write(CatalogFile file)
    {
        while (_open.TryPeek(out var level) && !file.Path.IsBelow(level.Path))
            _open.Pop();
        NoteParent(file.Path);
        if (file.IsDeleted)
            WriteLine("delete "u8, file.Path);
        else if (file.Position.Piece != 0)
            NotePieces(file);
        WriteParts(file);
        if (file.Kind == EntryKind.Directory)
            _open.Push(new Level(file.Path, file.ModifiedNanoseconds, !file.IsDeleted));
        if (_buffer.WrittenCount >= FlushLength)
            Flush();
    }

    /// <summary>Writes what is still in the buffer.</summary>
    public void Complete() => Flush();

    private void NoteParent(EntryPath path)
    {
        if (path.IsRoot)
            return;
        if (_open.TryPeek(out var level) && level.Path.IsDirectoryOf(path))
            return;
        var parent = EntryPath.FromBytes(path.Directory);
        WriteLine("keep "u8, parent);
        _open.Push(new Level(parent, 0, IsToBeSet: false));
    }

    private void NotePieces(CatalogFile file)
    {
        if (file.Position.Piece != _piece || file.MoreParts.Count > 0)
            WriteDirectories();
        _piece = file.LastPiece;
    }

    // Each directory that is still open here gets entries from another piece than its own.
    private void WriteDirectories()
    {
        if (_open.All(level => !level.IsToBeSet))
            return;
        var levels = _open.Reverse().ToArray();
        _open.Clear();
        foreach (var level in levels)
        {
            if (level.IsToBeSet)
                WriteDirectory(level);
            _open.Push(level with { IsToBeSet = false });
        }
    }

    private void WriteDirectory(Level level)
    {
        Span<byte> time = stackalloc byte[PaxTime.MaxLength];
        _buffer.Write("directory "u8);
        _buffer.Write(time[..PaxTime.Format(UnixTime.FromNanoseconds(level.ModifiedNanoseconds), time)]);
        WriteLine(" "u8, level.Path);
    }

    private void WriteParts(CatalogFile file)
    {
        if (file.MoreParts.Count == 0)
            return;
        WritePart(file, 1, 0, file.MoreParts[0].FileOffset);
        for (var i = 0; i < file.MoreParts.Count; i++)
            WritePart(file, i + 2, file.MoreParts[i].FileOffset, file.MoreParts[i].Length);
    }

    private void WritePart(CatalogFile file, int number, long offset, long length)
    {
        _buffer.Write("part "u8);
        foreach (var value in (ReadOnlySpan<long>)[number, offset, length, file.Size])
        {
            Utf8Formatter.TryFormat(value, _buffer.GetSpan(20), out var digits);
            _buffer.Advance(digits);
            _buffer.Write(" "u8);
        }

        EscapedName.Write(_buffer, file.Path.ToBytes());
        WriteLine(" "u8, new MemberPart(number, offset, file.Size).NameFor(file.Path, _token));
    }

    private void WriteLine(ReadOnlySpan<byte> word, EntryPath path)
    {
        _buffer.Write(word);
        EscapedName.Write(_buffer, path.ToBytes());
        _buffer.Write("\n"u8);
    }

    private void Flush()
    {
        _destination.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }

    private sealed record Level(EntryPath Path, long ModifiedNanoseconds, bool IsToBeSet);
}
