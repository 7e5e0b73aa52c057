using System.Security.Cryptography;
using System.Text;
using TapeFlows.Backup.Archive;
using TapeFlows.Backup.Compression;
using TapeFlows.Backup.Manifest;
using TapeFlows.Backup.Tests.Archive;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Tests.Manifest;

/// <summary>
/// A set laid out by hand as FORMAT.md says, on volumes that are folders of tape files. It shares the headers, frames and labels with the product, but
/// not the write session: it is small enough to be seen to be right.
/// </summary>
internal sealed class DumpedSet
{
    private const int BlockSize = 4096;
    private const int FrameLength = 3 * 4096;

    private readonly TestFolder _folder;
    private readonly string _name;
    private readonly CompressionMethod _compression;
    private readonly long _capacity;
    private readonly PaxHeaderWriter _headers;
    private readonly List<Segment> _pieces = [];
    private readonly List<CatalogFile> _files = [];
    private readonly List<(string Barcode, Guid Id)> _volumes = [];
    private readonly MemoryStream _segment = new();
    private readonly List<(long Start, int HeaderLength, FileEntry Entry, MemberContent Content)> _members = [];
    private int _segmentNumber = 1;
    private int _sequence;
    private long _used;
    private long _address;

    /// <param name="folder">Where the volumes' folders are made.</param>
    /// <param name="set">The set.</param>
    /// <param name="name">First letters of the barcodes.</param>
    /// <param name="capacity">Data bytes on a volume.</param>
    public DumpedSet(TestFolder folder, BackupSet set, string name, long capacity = long.MaxValue)
    {
        _folder = folder;
        Set = set;
        _name = name;
        _compression = CompressionMethods.Parse(set.Compression);
        _capacity = capacity;
        _headers = new PaxHeaderWriter(set.Id);
        NextVolume();
    }

    public BackupSet Set { get; }

    public IReadOnlyList<Segment> Pieces => _pieces;

    // Behind the labels, each a block, and their filemark; the first piece on a volume has one label more.
    private long FirstBlock => _address + (_sequence == 0 ? LabelGroup.OpeningLabelsWithVolume : LabelGroup.OpeningLabels) + 1;

    /// <summary>The folders of the volumes, in order.</summary>
    public string[] Sources => [.. _volumes.Select(v => _folder[v.Barcode])];

    public string Script => _folder[_name + "-recover.sh"];

    /// <summary>Adds an entry, its content cut into parts of at most that many bytes, each in a segment of its own.</summary>
    public DumpedSet Add(FileEntry entry, byte[]? content = null, int partLength = int.MaxValue)
    {
        content ??= [];
        var first = default(TapePosition);
        var more = new List<FilePart>();
        for (int offset = 0, number = 1; number == 1 || offset < content.Length; number++)
        {
            if (number > 1)
                CloseSegment();
            var length = Math.Min(partLength, content.Length - offset);
            var isWhole = length == content.Length;
            var stretch = new MemberContent(length, isWhole ? null : new MemberPart(number, offset, content.Length));
            // As long as no volume's end comes between, which is all that recover.sh has to know and the example shows.
            var position = new TapePosition(_segmentNumber, FirstBlock + (_segment.Length / BlockSize), (int)(_segment.Length % BlockSize), 0);
            AddMember(entry, stretch, content.AsSpan(offset, length));
            if (number == 1)
                first = position;
            else
                more.Add(new FilePart(position, offset, length));
            offset += length;
        }

        _files.Add(new CatalogFile
        {
            Ordinal = _files.Count + 1,
            Path = entry.Path,
            Kind = entry.Kind,
            Mode = entry.Mode,
            Size = content.Length,
            ModifiedNanoseconds = entry.ModifiedAt.ToNanoseconds(),
            ChangedNanoseconds = entry.ChangedAt.ToNanoseconds(),
            Inode = entry.Inode,
            Device = entry.Device,
            Sha256 = entry.Kind == EntryKind.File ? SHA256.HashData(content) : null,
            Position = first,
            MoreParts = more,
            LastPiece = more.Count > 0 ? more[^1].Position.Piece : first.Piece,
        });
        return this;
    }

    public DumpedSet Delete(string path, EntryKind kind = EntryKind.File)
    {
        _files.Add(new CatalogFile { Ordinal = _files.Count + 1, Path = EntryPath.FromText(path), Kind = kind, State = FileState.Deleted });
        return this;
    }

    /// <summary>Ends the segment; the next entry begins another one.</summary>
    public DumpedSet CloseSegment()
    {
        WriteSegment(SegmentKind.Data);
        return this;
    }

    /// <summary>Writes the last segment and the manifest, and puts recover.sh alone where somebody would have copied it.</summary>
    public DumpedSet Complete(Action<List<CatalogFile>>? change = null)
    {
        if (_segment.Length > 0)
            CloseSegment();
        change?.Invoke(_files);
        Segment[] pieces = [.. _pieces, PieceAt(SegmentKind.Manifest, 1)];
        var script = Text(stream => RecoveryScript.Write(stream, Set, pieces));
        File.WriteAllBytes(Script, script);
        AddOwn("manifest.jsonl", Text(WriteManifest));
        AddOwn("SHA256SUMS", Text(WriteSums));
        AddOwn("README.txt", Text(stream => ReadmeText.Write(stream, Set, pieces)));
        AddOwn("recover.sh", script);
        AddOwn("recover.list", Text(WriteList));
        WriteSegment(SegmentKind.Manifest);
        return this;
    }

    public void Damage(int volume, int tapeFile, int offset)
    {
        var path = Path.Combine(Sources[volume], $"{tapeFile + 1:D4}");
        var bytes = File.ReadAllBytes(path);
        bytes[offset] ^= 0x40;
        File.WriteAllBytes(path, bytes);
    }

    private void AddOwn(string name, byte[] content) => AddMember(TestArchive.File(name, content.Length), new MemberContent(content.Length), content);

    private void AddMember(FileEntry entry, in MemberContent content, ReadOnlySpan<byte> data)
    {
        var stated = entry.Kind == EntryKind.File ? content : default;
        var header = _headers.Write(entry, stated);
        _members.Add((_segment.Length, header.Length, entry, stated));
        _segment.Write(header);
        _segment.Write(data);
        _segment.Write(new byte[TarBlock.PaddingOf(data.Length)]);
    }

    private void WriteSegment(SegmentKind kind)
    {
        _segment.Write(TarBlock.EndOfArchive);
        var tar = _segment.ToArray();
        long written = 0;
        for (var section = 1; section == 1 || written < tar.Length; section++)
        {
            if (section > 1 || _used + FrameLength + BlockSize > _capacity)
                NextVolume();
            written += WriteSection(kind, section, tar, (int)written);
        }

        _segment.SetLength(0);
        _members.Clear();
        _segmentNumber++;
    }

    // Returns the tar bytes that the section holds for those who join sections.
    private long WriteSection(SegmentKind kind, int section, byte[] tar, int from)
    {
        var room = (int)Math.Min(int.MaxValue / 2, _capacity - _used) / BlockSize * BlockSize;
        var data = new MemoryStream();
        var prefix = section == 1 ? [] : Encoded(PrefixAt(from));
        data.Write(prefix);
        var taken = from;
        var isCut = false;
        while (taken < tar.Length)
        {
            var frame = Encoded(tar[taken..Math.Min(tar.Length, taken + FrameLength)]);
            if (data.Length + frame.Length > room)
            {
                isCut = true;
                break;
            }

            data.Write(frame);
            taken += Math.Min(FrameLength, tar.Length - taken);
        }

        if (taken == from)
            throw new InvalidOperationException("The volumes are too small for this test.");
        var valid = data.Length;
        if (isCut)
            data.Write(Encoded(tar[taken..Math.Min(tar.Length, taken + FrameLength)]).AsSpan(0, (int)(room - valid)));
        WritePiece(kind, section, data.ToArray(), prefix.Length, valid, isCut);
        return taken - from;
    }

    // What the bytes of a cut belong to: the rest of a file, or the first bytes of a header whose rest follows.
    private byte[] PrefixAt(int position)
    {
        byte[] tail = [];
        foreach (var (start, headerLength, entry, content) in _members)
        {
            var contentStart = start + headerLength;
            if (position > start && position < contentStart)
                tail = _headers.Write(entry, content)[..(int)(position - start)].ToArray();
            else if (position >= contentStart && position < contentStart + content.Length)
            {
                var done = position - contentStart;
                var part = content.Part ?? new MemberPart(1, 0, content.Length);
                tail = _headers.Write(entry, new MemberContent(content.Length - done, part with { FileOffset = part.FileOffset + done, IsRest = true })).ToArray();
            }
        }

        var prefix = new byte[8192];
        RestartPrefix.Write(prefix, tail);
        return prefix;
    }

    private void WritePiece(SegmentKind kind, int section, byte[] data, long restart, long valid, bool isCut)
    {
        var piece = PieceAt(kind, section) with
        {
            Bytes = data.Length,
            Blocks = (data.Length + BlockSize - 1) / BlockSize,
            Sha256 = SHA256.HashData(data),
            RestartBytes = restart,
            ValidBytes = valid,
            Ending = isCut ? PieceEnding.Continued : PieceEnding.Complete,
            State = SegmentState.Committed,
        };
        piece = piece with { EndAddress = piece.FirstBlockAddress + piece.Blocks + 1 + LabelGroup.TrailerLabels + 1 };
        _address = piece.EndAddress;
        _sequence++;
        _used += data.Length;
        _pieces.Add(piece);
        var header = new SegmentHeader(
            new VolumeIdentity(piece.Barcode, piece.VolumeId),
            new SetIdentity(Set.Id, ManifestWords.Of(Set.Type), Set.BaseId, Set.Pool), piece.Piece, piece.Number, section, piece.FileSequence, kind, BlockSize, piece.Compression,
            piece.FirstBlockAddress, Set.StartedAt, null, "0.1.0");
        var labels = new byte[LabelGroup.LongestGroup];
        var length = LabelGroup.WriteOpening(header, piece.FileSequence == 1, labels);
        WriteTapeFile(labels.AsSpan(0, length));
        WriteTapeFile(data);
        length = LabelGroup.WriteTrailer(
            new SegmentTrailer(header, piece.Ending, piece.Blocks, piece.Bytes, piece.Sha256, restart, valid, 0), labels);
        WriteTapeFile(labels.AsSpan(0, length));
    }

    private Segment PieceAt(SegmentKind kind, int section) => new()
    {
        SetId = Set.Id,
        Piece = _pieces.Count + 1,
        Number = _segmentNumber,
        Section = section,
        Kind = kind,
        State = SegmentState.Writing,
        Barcode = _volumes[^1].Barcode,
        VolumeId = _volumes[^1].Id,
        LabelAddress = _address,
        FirstBlockAddress = FirstBlock,
        FileSequence = _sequence + 1,
        BlockSize = BlockSize,
        Compression = _compression.ToName(),
    };

    private byte[] Encoded(byte[] bytes)
    {
        using var encoder = _compression.CreateEncoder();
        if (encoder is null)
            return bytes;
        var frame = new byte[encoder.MaxEncodedLength(bytes.Length)];
        return frame[..encoder.Encode(bytes, frame)];
    }

    private void NextVolume()
    {
        var barcode = $"{_name}{_volumes.Count + 1:D4}L8";
        _volumes.Add((barcode, new Guid(SHA256.HashData(Encoding.ASCII.GetBytes(barcode)).AsSpan(0, 16))));
        Directory.CreateDirectory(_folder[barcode]);
        _sequence = 0;
        _used = 0;
        _address = 0;
    }

    private void WriteTapeFile(ReadOnlySpan<byte> bytes)
    {
        var folder = Sources[^1];
        File.WriteAllBytes(Path.Combine(folder, $"{Directory.GetFiles(folder).Length + 1:D4}"), bytes);
    }

    private static byte[] Text(Action<Stream> write)
    {
        var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    private void WriteManifest(Stream stream)
    {
        using var writer = new ManifestWriter(stream);
        writer.WriteSet(Set);
        foreach (var piece in _pieces)
            writer.WritePiece(piece);
        foreach (var file in _files)
            writer.WriteFile(file);
        writer.Complete();
    }

    private void WriteSums(Stream stream)
    {
        var writer = new ChecksumListWriter(stream);
        _files.ForEach(writer.Write);
        writer.Complete();
    }

    private void WriteList(Stream stream)
    {
        var writer = new RecoveryListWriter(stream, Set.Id);
        _files.ForEach(writer.Write);
        writer.Complete();
    }
}
