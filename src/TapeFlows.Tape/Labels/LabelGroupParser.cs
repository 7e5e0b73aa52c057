using System.Globalization;
using System.Text;
using TapeFlows.Tape.Checksums;

namespace TapeFlows.Tape.Labels;

/// <summary>
/// Reads a group of labels of this product. It takes nothing on trust: the checksum must be right, and what the values say, written again, must give
/// the same bytes.
/// </summary>
public static class LabelGroupParser
{
    private const int LabelsBeforeUserLabels = 2;

    /// <summary>Reads the labels before a piece.</summary>
    /// <param name="group">All labels, with nothing between them.</param>
    /// <param name="volumeLabel"><c>VOL1</c>, if the group begins with it.</param>
    /// <exception cref="LabelFormatException">They are not what this software wrote.</exception>
    public static SegmentHeader ParseOpening(ReadOnlySpan<byte> group, out VolumeLabel? volumeLabel)
    {
        volumeLabel = group.StartsWith("VOL1"u8) && group.Length >= Label.Size ? VolumeLabel.Parse(group[..Label.Size]) : null;
        var first = volumeLabel is null ? 0 : 1;
        CheckStructure(group, first, LabelGroup.OpeningLabels, "UHL");
        var header = ReadHeader(group, first, out var last);
        CheckSeal(group, ref last);

        Span<byte> again = stackalloc byte[LabelGroup.LongestGroup];
        try
        {
            CheckSame(group, again[..LabelGroup.WriteOpening(header, volumeLabel is not null, again)]);
        }
        catch (ArgumentException failure)
        {
            throw new LabelFormatException(failure.Message, 0);
        }

        return header;
    }

    /// <summary>Reads the labels behind a piece.</summary>
    /// <param name="group">All labels, with nothing between them.</param>
    /// <exception cref="LabelFormatException">They are not what this software wrote.</exception>
    public static SegmentTrailer ParseTrailer(ReadOnlySpan<byte> group)
    {
        CheckStructure(group, 0, LabelGroup.TrailerLabels, "UTL");
        var trailer = ReadTrailer(group, ReadHeader(group, 0, out var last), ref last);

        Span<byte> again = stackalloc byte[LabelGroup.LongestGroup];
        try
        {
            CheckSame(group, again[..LabelGroup.WriteTrailer(trailer, again)]);
        }
        catch (ArgumentException failure)
        {
            throw new LabelFormatException(failure.Message, 0);
        }

        return trailer;
    }

    private static SegmentHeader ReadHeader(ReadOnlySpan<byte> group, int firstLabel, out UserFieldReader last)
    {
        var label = firstLabel + LabelsBeforeUserLabels;
        var fields = Fields(group, label++);
        fields.Number(LabelGroup.SystemCode, LabelGroup.FormatVersion, LabelGroup.FormatVersion);
        var barcode = fields.Text("BARCODE");
        var blockSize = (int)fields.Number("BLOCKSIZE", 1, int.MaxValue);
        fields.End();

        fields = Fields(group, label++);
        var volume = fields.Identifier("VOLUME");
        var sequence = (int)fields.Number("SEQUENCE", 1, int.MaxValue);
        fields.End();

        fields = Fields(group, label++);
        var set = fields.Identifier("SET");
        var kind = Kind(ref fields);
        var compression = fields.Text("COMPRESSION").ToLowerInvariant();
        fields.End();

        fields = Fields(group, label++);
        var type = fields.Text("TYPE").ToLowerInvariant();
        var piece = (int)fields.Number("PIECE", 1, int.MaxValue);
        var baseId = fields.TryIdentifier("BASE");
        fields.End();

        fields = Fields(group, label++);
        var pool = Pool(ref fields);
        fields.End();

        fields = Fields(group, label++);
        var segment = (int)fields.Number("SEGMENT", 0, int.MaxValue);
        var section = (int)fields.Number("SECTION", 1, int.MaxValue);
        var firstBlock = fields.Number("FIRSTBLOCK", 0, long.MaxValue);
        fields.End();

        fields = Fields(group, label++);
        var created = fields.Time("CREATED");
        var expires = fields.TryTime("EXPIRES");
        fields.End();

        last = Fields(group, label);
        var software = last.Text("SOFTWARE");
        return new SegmentHeader(
            new VolumeIdentity(barcode, volume), new SetIdentity(set, type, baseId, pool), piece, segment, section, sequence, kind, blockSize, compression, firstBlock,
            created, expires, software);
    }

    private static SegmentTrailer ReadTrailer(ReadOnlySpan<byte> group, SegmentHeader header, ref UserFieldReader lastOfHeader)
    {
        lastOfHeader.End();
        var label = LabelsBeforeUserLabels + LabelGroup.HeaderUserLabels;
        var fields = Fields(group, label++);
        var blocks = fields.Number("BLOCKS", 0, long.MaxValue);
        var bytes = fields.Number("BYTES", 0, long.MaxValue);
        fields.End();

        fields = Fields(group, label++);
        var restart = fields.Number("RESTART", 0, long.MaxValue);
        var valid = fields.Number("VALID", 0, long.MaxValue);
        fields.End();

        fields = Fields(group, label++);
        var sha256 = fields.Checksum("SHA256");
        fields.End();

        fields = Fields(group, label);
        var offset = fields.Number("OFFSET", 0, long.MaxValue);
        var ending = Ending(ref fields);
        CheckSeal(group, ref fields);
        return new SegmentTrailer(header, ending, blocks, bytes, sha256, restart, valid, offset);
    }

    private static SegmentKind Kind(ref UserFieldReader fields)
    {
        var place = fields.Offset;
        return fields.Text("KIND") switch
        {
            "DATA" => SegmentKind.Data,
            "MANIFEST" => SegmentKind.Manifest,
            var other => throw new LabelFormatException($"KIND={other} is not known", place),
        };
    }

    private static PieceEnding Ending(ref UserFieldReader fields)
    {
        var place = fields.Offset;
        return fields.Text("ARCHIVE") switch
        {
            "COMPLETE" => PieceEnding.Complete,
            "CONTINUED" => PieceEnding.Continued,
            "CUT" => PieceEnding.Cut,
            var other => throw new LabelFormatException($"ARCHIVE={other} is not known", place),
        };
    }

    private static string Pool(ref UserFieldReader fields)
    {
        var place = fields.Offset;
        var value = fields.Text("POOL");
        return CapitalForm.TryRead(value) ?? throw new LabelFormatException($"POOL={value} is no name", place);
    }

    private static UserFieldReader Fields(ReadOnlySpan<byte> group, int label)
    {
        var begin = (label * Label.Size) + Label.Size - UserLabel.TextLength;
        return new UserFieldReader(Encoding.ASCII.GetString(group.Slice(begin, UserLabel.TextLength)).TrimEnd(' '), begin);
    }

    private static void CheckStructure(ReadOnlySpan<byte> group, int first, int expected, string userLabels)
    {
        if (group.Length != (first + expected) * Label.Size)
            throw new LabelFormatException($"{group.Length} bytes are not {first + expected} labels", Math.Min(group.Length, (first + expected) * Label.Size));
        for (var label = 0; label < first + expected; label++)
            CheckLabel(group, label, label - first - LabelsBeforeUserLabels, userLabels);
    }

    private static void CheckLabel(ReadOnlySpan<byte> group, int label, int userLabel, string userLabels)
    {
        try
        {
            var parsed = Label.Parse(group.Slice(label * Label.Size, Label.Size));
            if (userLabel >= 0 && parsed.Identifier != userLabels + LabelGroup.UserLabelNumber(userLabel))
                throw new LabelFormatException($"{parsed.Identifier} stands where {userLabels}{LabelGroup.UserLabelNumber(userLabel)} is expected", 0);
        }
        catch (LabelFormatException failure) when (label > 0)
        {
            throw new LabelFormatException(failure.Reason, (label * Label.Size) + failure.Offset);
        }
    }

    private static void CheckSeal(ReadOnlySpan<byte> group, ref UserFieldReader fields)
    {
        var place = fields.Offset;
        var crc = fields.Text("CRC");
        fields.End();
        if (!uint.TryParse(crc, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var said) || said != Crc32C.Compute(group[..(place - 1)]))
            throw new LabelFormatException($"CRC={crc} does not fit the labels before it", place);
    }

    private static void CheckSame(ReadOnlySpan<byte> group, ReadOnlySpan<byte> again)
    {
        var difference = group.CommonPrefixLength(again);
        if (difference < group.Length || difference < again.Length)
            throw new LabelFormatException("A standard field does not say what the user labels say", difference);
    }
}
