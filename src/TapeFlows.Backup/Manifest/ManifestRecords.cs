using System.Globalization;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Manifest;

/// <summary>Makes the records of the catalog out of lines.</summary>
internal static class ManifestRecords
{
    /// <summary>The set of a first line.</summary>
    public static BackupSet SetFrom(in ManifestObject line)
    {
        if (line.Number("format") != ManifestWriter.Format)
            throw new FormatException($"format {line.Number("format")}; this version reads format {ManifestWriter.Format}");
        return new BackupSet
        {
            Id = line.Id("id"),
            Type = line.Word<BackupType>("kind"),
            State = line.Word<SetState>("state"),
            BaseId = line.Has("base") ? line.Id("base") : null,
            CopyOf = line.Has("copyOf") ? line.Id("copyOf") : null,
            Pool = line.Text("pool"),
            Roots = line.Texts("roots"),
            HostName = line.TextOrNone("host") ?? "",
            Compression = line.Text("compression"),
            StartedAt = line.Date("started") ?? throw new FormatException("started is missing"),
            FinishedAt = line.Date("finished"),
            ExpiresAt = line.Date("expires"),
            Files = line.Number("files"),
            Deleted = line.Number("deleted"),
            Bytes = line.Number("bytes"),
            Warnings = line.Number("warnings"),
            Pieces = line.Small("pieces"),
        };
    }

    /// <summary>The piece of a line.</summary>
    public static Segment PieceFrom(in ManifestObject line, Guid setId) => new()
    {
        SetId = setId,
        Piece = line.Small("piece"),
        Number = line.Small("segment"),
        Section = line.Small("section"),
        Kind = line.Word<SegmentKind>("kind"),
        State = line.Word<SegmentState>("state"),
        Barcode = line.Text("barcode"),
        VolumeId = line.Id("volume"),
        FileSequence = line.Small("fileSequence"),
        LabelAddress = line.Number("labelAddress"),
        FirstBlockAddress = line.Number("firstBlockAddress"),
        EndAddress = line.Number("endAddress"),
        BlockSize = line.Small("blockSize"),
        Compression = line.Text("compression"),
        Blocks = line.Number("blocks"),
        Bytes = line.Number("bytes"),
        Sha256 = line.Sum("sha256"),
        RestartBytes = line.Number("restartBytes"),
        ValidBytes = line.Number("validBytes"),
        StreamOffset = line.Number("streamOffset"),
        Ending = line.Word<PieceEnding>("ending"),
        CommittedAt = line.Date("committed"),
    };

    /// <summary>The entry of a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="directory">The directory of the line before, whose bytes are shared where it is the same.</param>
    public static CatalogFile FileFrom(in ManifestObject line, ref byte[] directory)
    {
        var position = line.Position("at");
        return new CatalogFile
        {
            Ordinal = line.Number("n"),
            Path = Shared(EntryPath.FromBytes(line.Name("path") ?? throw new FormatException("path is missing")), ref directory),
            Kind = ManifestWords.KindOf(line.TextOrNone("kind")) ?? throw new FormatException("kind is missing or unknown"),
            State = ManifestWords.StateOf(line.TextOrNone("state") ?? ""),
            Mode = Mode(line.TextOrNone("mode") ?? "0"),
            UserId = checked((uint)line.Number("uid")),
            GroupId = checked((uint)line.Number("gid")),
            Size = line.Number("size"),
            ModifiedNanoseconds = line.Nanoseconds("mtime"),
            ChangedNanoseconds = line.Nanoseconds("ctime"),
            Inode = line.Big("inode"),
            Device = Device(line.TextOrNone("device") ?? "0:0"),
            LinkTarget = line.Name("link"),
            Sha256 = line.Sum("sha256"),
            Position = position,
            LastPiece = line.Has("last") ? line.Small("last") : position.Piece,
            MoreParts = [.. line.Objects("parts").Select(p => new FilePart(p.Position("at"), p.Number("offset"), p.Number("length")))],
            Counterpart = line.Name("counterpart") is { } counterpart ? EntryPath.FromBytes(counterpart) : null,
        };
    }

    private static EntryPath Shared(EntryPath path, ref byte[] directory)
    {
        if (!directory.AsSpan().SequenceEqual(path.Directory))
            directory = path.Directory;
        return new EntryPath(directory, path.Name);
    }

    private static uint Mode(string text)
    {
        var mode = Convert.ToUInt32(text, 8);
        return mode <= 0xfff ? mode : throw new FormatException("mode is out of range");
    }

    private static ulong Device(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            throw new FormatException("device is no pair of numbers");
        return ((ulong)uint.Parse(text.AsSpan(0, colon), NumberStyles.None, CultureInfo.InvariantCulture) << 32)
            | uint.Parse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
