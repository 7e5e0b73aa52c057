using TapeFlows.Tape.Checksums;

namespace TapeFlows.Tape.Labels;

/// <summary>
/// The labels that stand together before a piece of a segment or behind it, each a tape block of its own, a filemark behind the last.
/// <code>
/// before   [VOL1] HDR1 HDR2 UHL1 .. UHL8
/// behind   EOF1 EOF2 UTL1 .. UTL9 UTLA .. UTLC EOV1 EOV2 at the end of a volume
///
/// 1  TAPEFLOWS=1 BARCODE=  BLOCKSIZE=          the format of these labels is 1
/// 2  VOLUME=  SEQUENCE=
/// 3  SET=  KIND=DATA or MANIFEST  COMPRESSION=
/// 4  TYPE=  PIECE=  BASE=                      BASE only where the set has one
/// 5  POOL=                                     a percent sign before each letter that is a capital
/// 6  SEGMENT=  SECTION=  FIRSTBLOCK=
/// 7  CREATED=  EXPIRES=                        EXPIRES only where there is a date
/// 8  SOFTWARE=
/// 9  BLOCKS=  BYTES=                           9 to C in trailers only
/// A  RESTART=  VALID=
/// B  SHA256=
/// C  OFFSET=  ARCHIVE=COMPLETE, CONTINUED or CUT
///    CRC=                                      last in the last label: CRC-32C of the group's bytes before it
/// </code>
/// </summary>
public static class LabelGroup
{
    /// <summary>The system code in <c>HDR1</c> and the implementation identifier in <c>VOL1</c>.</summary>
    public const string SystemCode = "TAPEFLOWS";

    /// <summary>Labels before a piece, <c>VOL1</c> not counted.</summary>
    public const int OpeningLabels = 10;

    /// <summary>Labels before a piece at the beginning of a volume.</summary>
    public const int OpeningLabelsWithVolume = OpeningLabels + 1;

    /// <summary>Labels behind a piece.</summary>
    public const int TrailerLabels = 14;

    /// <summary>A buffer of so many bytes takes any group.</summary>
    public const int LongestGroup = TrailerLabels * Label.Size;

    internal const int FormatVersion = 1;
    internal const int HeaderUserLabels = 8;

    private const int LongestBarcode = 32;
    private const int LongestCompression = 12;
    private const int LongestType = 12;
    private const int LongestSoftwareVersion = 40;
    private const int SequenceModulus = 10_000;
    private const int BlockCountModulus = 1_000_000;
    private const int LongestBlockLengthField = 99_999;
    private const int TarRecord = 512;

    private static readonly DateOnly NoExpiration = new(2099, 12, 31);

    /// <summary>Writes the labels before a piece.</summary>
    /// <param name="header">What they say.</param>
    /// <param name="withVolumeLabel">Whether <c>VOL1</c> comes first: at the beginning of a volume.</param>
    /// <param name="destination">At least as many labels as there are; <see cref="LongestGroup"/> always suffices.</param>
    /// <returns>Bytes written; each <see cref="Label.Size"/> of them is a block.</returns>
    /// <exception cref="ArgumentException">A value does not fit a label.</exception>
    public static int WriteOpening(SegmentHeader header, bool withVolumeLabel, Span<byte> destination)
    {
        Check(header);
        var group = new GroupWriter(destination);
        if (withVolumeLabel)
            group.Add(new VolumeLabel(VolumeIdentifier(header.Volume), SystemCode));
        group.Add(FileLabelOf(header, LabelPosition.Header, blocks: 0));
        group.Add(FormatLabelOf(header, LabelPosition.Header));
        AddHeaderFields(ref group, header, isTrailer: false);
        group.Seal();
        return group.Length;
    }

    /// <summary>Writes the labels behind a piece.</summary>
    /// <param name="trailer">What they say.</param>
    /// <param name="destination">At least <see cref="LongestGroup"/> bytes.</param>
    /// <returns>Bytes written; each <see cref="Label.Size"/> of them is a block.</returns>
    /// <exception cref="ArgumentException">A value does not fit a label.</exception>
    public static int WriteTrailer(SegmentTrailer trailer, Span<byte> destination)
    {
        Check(trailer.Header);
        if (!Enum.IsDefined(trailer.Ending))
            throw new ArgumentException($"{trailer.Ending} is no way for a piece to end.", nameof(trailer));
        if (trailer.Sha256.Length != 32)
            throw new ArgumentException("A SHA-256 has 32 bytes.", nameof(trailer));
        if (trailer.Blocks < 0 || trailer.Bytes < 0 || trailer.RestartBytes < 0 || trailer.ValidBytes < 0 || trailer.StreamOffset < 0)
            throw new ArgumentException("The counts of a trailer are 0 or more.", nameof(trailer));

        var position = trailer.Ending == PieceEnding.Continued ? LabelPosition.EndOfVolume : LabelPosition.EndOfFile;
        var group = new GroupWriter(destination);
        group.Add(FileLabelOf(trailer.Header, position, trailer.Blocks));
        group.Add(FormatLabelOf(trailer.Header, position));
        AddHeaderFields(ref group, trailer.Header, isTrailer: true);
        group.Add(isTrailer: true, new UserFieldWriter().Add("BLOCKS", trailer.Blocks).Add("BYTES", trailer.Bytes));
        group.Add(isTrailer: true, new UserFieldWriter().Add("RESTART", trailer.RestartBytes).Add("VALID", trailer.ValidBytes));
        group.Add(isTrailer: true, new UserFieldWriter().Add("SHA256", Convert.ToHexString(trailer.Sha256.Span)));
        group.Add(isTrailer: true, new UserFieldWriter()
            .Add("OFFSET", trailer.StreamOffset).Add("ARCHIVE", trailer.Ending.ToString().ToUpperInvariant()));
        group.Seal();
        return group.Length;
    }

    /// <summary>What <c>VOL1</c> says of a volume: the first six characters of its barcode.</summary>
    public static string VolumeIdentifier(VolumeIdentity volume) => volume.Barcode[..Math.Min(6, volume.Barcode.Length)];

    private static FileLabel FileLabelOf(SegmentHeader header, LabelPosition position, long blocks) => new(
        position,
        $"{(header.Kind == SegmentKind.Data ? "SEGMENT" : "MANIFEST")}.{header.Segment % 100_000_000:D8}",
        header.SetId.ToString("N")[..6].ToUpperInvariant(),
        header.Section % SequenceModulus,
        header.FileSequence % SequenceModulus,
        DateOnly.FromDateTime(header.Created.UtcDateTime),
        header.Expires is { } expires ? DateOnly.FromDateTime(expires.UtcDateTime) : NoExpiration,
        (int)(blocks % BlockCountModulus),
        SystemCode);

    /// <summary>A stream of bytes that is cut anywhere has records of one byte; a plain tar archive has its own.</summary>
    private static FormatLabel FormatLabelOf(SegmentHeader header, LabelPosition position) => new(
        position,
        'F',
        header.BlockSize <= LongestBlockLengthField ? header.BlockSize : 0,
        string.Equals(header.Compression, "none", StringComparison.OrdinalIgnoreCase) ? TarRecord : 1);

    private static void AddHeaderFields(ref GroupWriter group, SegmentHeader header, bool isTrailer)
    {
        group.Add(isTrailer, new UserFieldWriter()
            .Add(SystemCode, FormatVersion).Add("BARCODE", header.Volume.Barcode).Add("BLOCKSIZE", header.BlockSize));
        group.Add(isTrailer, new UserFieldWriter()
            .Add("VOLUME", header.Volume.VolumeId).Add("SEQUENCE", header.FileSequence));
        group.Add(isTrailer, new UserFieldWriter()
            .Add("SET", header.SetId).Add("KIND", header.Kind == SegmentKind.Data ? "DATA" : "MANIFEST").Add("COMPRESSION", header.Compression.ToUpperInvariant()));
        var set = new UserFieldWriter().Add("TYPE", header.Set.Type.ToUpperInvariant()).Add("PIECE", header.Piece);
        group.Add(isTrailer, header.Set.BaseId is { } baseId ? set.Add("BASE", baseId) : set);
        group.Add(isTrailer, new UserFieldWriter().Add("POOL", CapitalForm.Of(header.Set.Pool)));
        group.Add(isTrailer, new UserFieldWriter()
            .Add("SEGMENT", header.Segment).Add("SECTION", header.Section).Add("FIRSTBLOCK", header.FirstBlockAddress));
        var times = new UserFieldWriter().Add("CREATED", header.Created);
        group.Add(isTrailer, header.Expires is { } expires ? times.Add("EXPIRES", expires) : times);
        group.Add(isTrailer, new UserFieldWriter().Add("SOFTWARE", header.SoftwareVersion.ToUpperInvariant()));
    }

    private static void Check(SegmentHeader header)
    {
        CheckWord(header.Volume.Barcode, LongestBarcode, "barcode");
        CheckWord(header.Compression, LongestCompression, "compression");
        CheckWord(header.Set.Type, LongestType, "type of a set");
        CheckWord(header.Set.Pool, SetIdentity.LongestPool, "name of a pool");
        CheckWord(header.SoftwareVersion, LongestSoftwareVersion, "software version");
        if (header.Piece < 1 || header.Segment < 0 || header.Section < 1 || header.FileSequence < 1 || header.BlockSize < 1 || header.FirstBlockAddress < 0)
            throw new ArgumentException($"Piece {header.Piece}, segment {header.Segment}, section {header.Section}, file {header.FileSequence}, block size {header.BlockSize} or block address {header.FirstBlockAddress} is out of range.", nameof(header));
    }

    private static void CheckWord(string value, int longest, string what)
    {
        if (value.Length == 0 || value.Length > longest || value.Contains(' '))
            throw new ArgumentException($"'{value}' cannot stand in a label as {what}: 1 to {longest} characters without blanks.");
    }

    /// <summary>Lays label behind label.</summary>
    private ref struct GroupWriter(Span<byte> destination)
    {
        private readonly Span<byte> _destination = destination;
        private int _userLabels;
        private int _lastTextLength;

        public int Length { get; private set; }

        public void Add(Label label)
        {
            label.Write(_destination[Length..]);
            Length += Label.Size;
        }

        public void Add(bool isTrailer, UserFieldWriter fields)
        {
            var text = fields.ToString();
            Add(new UserLabel(isTrailer, UserLabelNumber(_userLabels++), text));
            _lastTextLength = text.Length;
        }

        /// <summary>Puts the checksum into the last label.</summary>
        public readonly void Seal()
        {
            var begin = Length - UserLabel.TextLength + _lastTextLength;
            var crc = Crc32C.Compute(_destination[..begin]);
            System.Text.Encoding.ASCII.GetBytes($" CRC={crc:X8}", _destination[begin..Length]);
        }
    }

    internal static char UserLabelNumber(int index) => (char)(index < 9 ? '1' + index : 'A' + index - 9);
}
