using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using TapeFlows.Backup.Archive;

namespace TapeFlows.Backup.Manifest;

/// <summary>
/// Writes <c>manifest.jsonl</c>: the set, its pieces, its files and the totals, one JSON object a line. Lines are written through one reused buffer, so that
/// a line of an ordinary file costs no allocation.
/// </summary>
internal sealed class ManifestWriter : IDisposable
{
    /// <summary>The version of the format, in the first line.</summary>
    public const int Format = 1;

    private const int FlushLength = 64 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private readonly Stream _destination;
    private readonly ArrayBufferWriter<byte> _buffer = new(2 * FlushLength);
    private readonly Utf8JsonWriter _json;
    private byte[] _name = new byte[4096];
    private long _pieces;
    private long _files;
    private long _deleted;

    /// <summary>Begins a manifest.</summary>
    /// <param name="destination">Where to; stays open.</param>
    public ManifestWriter(Stream destination)
    {
        _destination = destination;
        _json = new Utf8JsonWriter(_buffer, Options);
    }

    /// <summary>Writes the first line.</summary>
    /// <param name="set">The set; its <see cref="BackupSet.ManifestSha256"/> is not known yet and left out.</param>
    public void WriteSet(BackupSet set)
    {
        Begin("set"u8);
        _json.WriteNumber("format"u8, Format);
        _json.WriteString("id"u8, set.Id);
        _json.WriteString("kind"u8, ManifestWords.Of(set.Type));
        _json.WriteString("state"u8, ManifestWords.Of(set.State));
        if (set.BaseId is { } baseId)
            _json.WriteString("base"u8, baseId);
        if (set.CopyOf is { } original)
            _json.WriteString("copyOf"u8, original);
        _json.WriteString("pool"u8, set.Pool);
        _json.WriteStartArray("roots"u8);
        foreach (var root in set.Roots)
            _json.WriteStringValue(root);
        _json.WriteEndArray();
        _json.WriteString("host"u8, set.HostName);
        _json.WriteString("compression"u8, set.Compression);
        _json.WriteString("started"u8, set.StartedAt);
        if (set.FinishedAt is { } finished)
            _json.WriteString("finished"u8, finished);
        if (set.ExpiresAt is { } expires)
            _json.WriteString("expires"u8, expires);
        _json.WriteNumber("files"u8, set.Files);
        _json.WriteNumber("deleted"u8, set.Deleted);
        _json.WriteNumber("bytes"u8, set.Bytes);
        _json.WriteNumber("warnings"u8, set.Warnings);
        _json.WriteNumber("pieces"u8, set.Pieces);
        End();
    }

    /// <summary>Writes the line of a piece, after the set and before the files.</summary>
    /// <param name="piece">The piece; of the manifest's own first piece what is known before it is written.</param>
    public void WritePiece(Segment piece)
    {
        Begin("piece"u8);
        _json.WriteNumber("piece"u8, piece.Piece);
        _json.WriteNumber("segment"u8, piece.Number);
        _json.WriteNumber("section"u8, piece.Section);
        _json.WriteString("kind"u8, ManifestWords.Of(piece.Kind));
        _json.WriteString("state"u8, ManifestWords.Of(piece.State));
        _json.WriteString("barcode"u8, piece.Barcode);
        _json.WriteString("volume"u8, piece.VolumeId);
        _json.WriteNumber("fileSequence"u8, piece.FileSequence);
        _json.WriteNumber("labelAddress"u8, piece.LabelAddress);
        _json.WriteNumber("firstBlockAddress"u8, piece.FirstBlockAddress);
        _json.WriteNumber("endAddress"u8, piece.EndAddress);
        _json.WriteNumber("blockSize"u8, piece.BlockSize);
        _json.WriteString("compression"u8, piece.Compression);
        _json.WriteNumber("blocks"u8, piece.Blocks);
        _json.WriteNumber("bytes"u8, piece.Bytes);
        WriteSum(piece.Sha256);
        _json.WriteNumber("restartBytes"u8, piece.RestartBytes);
        _json.WriteNumber("validBytes"u8, piece.ValidBytes);
        _json.WriteNumber("streamOffset"u8, piece.StreamOffset);
        _json.WriteString("ending"u8, ManifestWords.Of(piece.Ending));
        if (piece.CommittedAt is { } committed)
            _json.WriteString("committed"u8, committed);
        End();
        _pieces++;
    }

    /// <summary>Writes the line of an entry or of a deletion, in path order.</summary>
    /// <param name="file">The row of the catalog.</param>
    public void WriteFile(CatalogFile file)
    {
        Begin("file"u8);
        _json.WriteNumber("n"u8, file.Ordinal);
        WritePath("path"u8, file.Path);
        _json.WriteString("kind"u8, ManifestWords.Of(file.Kind));
        if (file.State != FileState.None)
            _json.WriteString("state"u8, ManifestWords.Of(file.State));
        WriteStatus(file);
        if (file.LinkTarget is { } target)
            WriteName("link"u8, target);
        WriteSum(file.Sha256);
        if (file.Position != default)
            WritePosition("at"u8, file.Position);
        if (file.LastPiece != file.Position.Piece)
            _json.WriteNumber("last"u8, file.LastPiece);
        WriteParts(file.MoreParts);
        if (file.Counterpart is { } counterpart)
            WritePath("counterpart"u8, counterpart);
        End();
        if ((file.State & FileState.Deleted) != FileState.None)
            _deleted++;
        else
            _files++;
    }

    /// <summary>Writes the totals, by which a reader knows that nothing is missing.</summary>
    public void Complete()
    {
        WriteEnd(_pieces, _files, _deleted);
        Flush();
    }

    /// <summary>
    /// Makes a manifest around the file lines that this writer has written, for when set and pieces are known only behind the files: what comes before them,
    /// and what comes after.
    /// </summary>
    /// <param name="set">The set.</param>
    /// <param name="pieces">Its pieces.</param>
    /// <param name="head">Takes what comes before.</param>
    /// <param name="tail">Takes what comes after.</param>
    public void Frame(BackupSet set, IReadOnlyList<Segment> pieces, Stream head, Stream tail)
    {
        using var before = new ManifestWriter(head);
        before.WriteSet(set);
        foreach (var piece in pieces)
            before.WritePiece(piece);
        before.Flush();
        using var after = new ManifestWriter(tail);
        after.WriteEnd(pieces.Count, _files, _deleted);
        after.Flush();
    }

    /// <summary>Writes out what is still in the buffer.</summary>
    public void Flush()
    {
        _destination.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
    }

    /// <summary>Lets the buffers go; what was not completed stays incomplete.</summary>
    public void Dispose() => _json.Dispose();

    private void WriteEnd(long pieces, long files, long deleted)
    {
        Begin("end"u8);
        _json.WriteNumber("pieces"u8, pieces);
        _json.WriteNumber("files"u8, files);
        _json.WriteNumber("deleted"u8, deleted);
        End();
    }

    private void WriteStatus(CatalogFile file)
    {
        Span<byte> text = stackalloc byte[64];
        _json.WriteString("mode"u8, text[..OctalInto(file.Mode, text)]);
        _json.WriteNumber("uid"u8, file.UserId);
        _json.WriteNumber("gid"u8, file.GroupId);
        _json.WriteNumber("size"u8, file.Size);
        _json.WriteString("mtime"u8, text[..PaxTime.Format(UnixTime.FromNanoseconds(file.ModifiedNanoseconds), text)]);
        _json.WriteString("ctime"u8, text[..PaxTime.Format(UnixTime.FromNanoseconds(file.ChangedNanoseconds), text)]);
        _json.WriteNumber("inode"u8, file.Inode);
        Utf8Formatter.TryFormat(file.Device >> 32, text, out var major);
        text[major] = (byte)':';
        Utf8Formatter.TryFormat((uint)file.Device, text[(major + 1)..], out var minor);
        _json.WriteString("device"u8, text[..(major + 1 + minor)]);
    }

    private void WriteParts(IReadOnlyList<FilePart> parts)
    {
        if (parts.Count == 0)
            return;
        _json.WriteStartArray("parts"u8);
        foreach (var part in parts)
        {
            _json.WriteStartObject();
            WritePosition("at"u8, part.Position);
            _json.WriteNumber("offset"u8, part.FileOffset);
            _json.WriteNumber("length"u8, part.Length);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void WritePosition(ReadOnlySpan<byte> property, in TapePosition position)
    {
        _json.WriteStartArray(property);
        _json.WriteNumberValue(position.Piece);
        _json.WriteNumberValue(position.BlockAddress);
        _json.WriteNumberValue(position.Offset);
        _json.WriteNumberValue(position.Skip);
        _json.WriteEndArray();
    }

    private void WritePath(ReadOnlySpan<byte> property, EntryPath path)
    {
        if (_name.Length < path.Length)
            _name = new byte[path.Length];
        WriteName(property, _name.AsSpan(0, path.CopyTo(_name)));
    }

    private void WriteName(ReadOnlySpan<byte> property, ReadOnlySpan<byte> name)
    {
        if (PlainText.Is(name))
            _json.WriteString(property, name);
        else
            _json.WriteString(property, PathText.ToDisplay(name));
    }

    private void WriteSum(byte[]? sha256)
    {
        if (sha256 is null)
            return;
        Span<byte> digits = stackalloc byte[2 * SHA256.HashSizeInBytes];
        Convert.TryToHexStringLower(sha256, digits, out _);
        _json.WriteString("sha256"u8, digits);
    }

    // Four octal digits, as chmod takes them.
    private static int OctalInto(uint mode, Span<byte> text)
    {
        for (var i = 3; i >= 0; i--, mode >>= 3)
            text[i] = (byte)('0' + (mode & 7));
        return 4;
    }

    private void Begin(ReadOnlySpan<byte> type)
    {
        _json.WriteStartObject();
        _json.WriteString("type"u8, type);
    }

    private void End()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FlushLength)
            Flush();
    }
}
