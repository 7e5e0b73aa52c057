using System.Text;
using TapeFlows.Tape.Drives;

namespace TapeFlows.Tape.Labels;

/// <summary>Reads a group of labels from a drive that stands before it.</summary>
public static class LabelReader
{
    /// <summary>Reads up to and including the filemark behind the group.</summary>
    /// <param name="drive">A loaded drive.</param>
    /// <param name="buffer">Takes one block; 1 MiB or more, so that a foreign block is seen as what it is.</param>
    /// <returns>What is there. Unless it is an opening or a trailer, the position is somewhere behind where it was.</returns>
    public static LabelReading ReadGroup(ITapeDrive drive, byte[] buffer)
    {
        var group = new byte[LabelGroup.LongestGroup];
        var length = 0;
        while (true)
        {
            var read = drive.Read(buffer);
            if (read.Status == TapeStatus.Filemark && length > 0)
                return Parse(group.AsSpan(0, length));
            if (!read.IsDone)
                return Interrupted(read, length);
            if (read.Count != Label.Size)
                return NoLabel($"a block of {read.Count} bytes, a label has {Label.Size}", group, length);
            if (length == group.Length)
                return NoLabel($"more than {group.Length / Label.Size} labels together", group, length);
            buffer.AsSpan(0, Label.Size).CopyTo(group.AsSpan(length));
            length += Label.Size;
        }
    }

    private static LabelReading Interrupted(TapeResult read, int length) => read.Status switch
    {
        TapeStatus.Blank => new LabelReading.Blank(),
        TapeStatus.EndOfData when length == 0 => new LabelReading.EndOfData(),
        TapeStatus.EndOfData => new LabelReading.Damaged("The labels break off at the end of data", length),
        TapeStatus.Filemark => new LabelReading.Foreign("A filemark stands where labels are expected", IsFilemark: true),
        TapeStatus.BlockLargerThanBuffer => new LabelReading.Foreign($"A block larger than any label stands where labels are expected: {read.Detail}"),
        TapeStatus.MediaError => new LabelReading.Damaged(read.Detail ?? "The medium cannot be read here", length, IsMediaError: true),
        _ => new LabelReading.DriveFailed(read),
    };

    private static LabelReading NoLabel(string found, ReadOnlySpan<byte> group, int length) =>
        length > 0 && IsOurs(group[..length])
            ? new LabelReading.Damaged($"Among the labels stands {found}", length)
            : new LabelReading.Foreign($"Where labels are expected stands {found}");

    private static LabelReading Parse(ReadOnlySpan<byte> group)
    {
        if (!IsOurs(group))
            return new LabelReading.Foreign($"The labels are not of this software: '{Printable(group[..Label.Size])}'");
        try
        {
            if (group.StartsWith("EO"u8))
                return new LabelReading.Trailer(LabelGroupParser.ParseTrailer(group));
            var header = LabelGroupParser.ParseOpening(group, out var volumeLabel);
            return new LabelReading.Opening(volumeLabel, volumeLabel is null ? null : header.Volume, header);
        }
        catch (LabelFormatException failure)
        {
            return new LabelReading.Damaged(failure.Reason, failure.Offset);
        }
    }

    /// <summary>Our name stands in several places; one that has survived is enough to call the rest damaged and not foreign.</summary>
    private static bool IsOurs(ReadOnlySpan<byte> group) => group.IndexOf("TAPEFLOWS"u8) >= 0;

    private static string Printable(ReadOnlySpan<byte> label) =>
        string.Concat(Encoding.Latin1.GetString(label).TrimEnd().Select(character => character is >= ' ' and <= '~' ? character : '.'));
}
