using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Tape.Tests.Labels;

public sealed class LabelGroupTests
{
    [Fact]
    public void Opening_round_trips_for_any_header() =>
        Prop.ForAll(Samples.Headers().ToArbitrary(), Samples.Bool().ToArbitrary(), (header, withVolume) =>
        {
            var bytes = new byte[LabelGroup.LongestGroup];
            var length = LabelGroup.WriteOpening(header, withVolume, bytes);
            Assert.Equal((withVolume ? LabelGroup.OpeningLabelsWithVolume : LabelGroup.OpeningLabels) * Label.Size, length);
            Assert.Equal(header, LabelGroupParser.ParseOpening(bytes.AsSpan(0, length), out var volume));
            Assert.Equal(withVolume, volume is not null);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Trailer_round_trips_for_any_values() =>
        Prop.ForAll(Samples.Trailers().ToArbitrary(), trailer =>
        {
            var bytes = new byte[LabelGroup.LongestGroup];
            var length = LabelGroup.WriteTrailer(trailer, bytes);
            Assert.Equal(LabelGroup.TrailerLabels * Label.Size, length);
            Assert.Equal(trailer, LabelGroupParser.ParseTrailer(bytes.AsSpan(0, length)));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Groups_are_written_as_the_golden_file_says()
    {
        var bytes = new byte[2 * LabelGroup.LongestGroup];
        var length = LabelGroup.WriteOpening(Samples.Header, withVolumeLabel: true, bytes);
        length += LabelGroup.WriteTrailer(Samples.Trailer, bytes.AsSpan(length));
        var lines = Encoding.ASCII.GetString(bytes, 0, length).Chunk(Label.Size).Select(label => new string(label));

        var golden = Path.Combine(AppContext.BaseDirectory, "Labels", "labels.golden");
        Assert.Equal(File.ReadAllText(golden, Encoding.ASCII), string.Concat(lines.Select(line => line + "\n")));
    }

    [Fact]
    public void Every_label_is_made_of_the_characters_of_the_standard() =>
        Prop.ForAll(Samples.Trailers().ToArbitrary(), trailer =>
        {
            var bytes = new byte[LabelGroup.LongestGroup];
            var length = LabelGroup.WriteTrailer(trailer, bytes);
            Assert.Equal(-1, bytes.AsSpan(0, length).IndexOfAnyExcept(LabelCharacters.All));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_flipped_bit_is_found()
    {
        var bytes = new byte[LabelGroup.LongestGroup];
        var opening = bytes.AsSpan(0, LabelGroup.WriteOpening(Samples.Header, withVolumeLabel: true, bytes)).ToArray();
        var trailer = bytes.AsSpan(0, LabelGroup.WriteTrailer(Samples.Trailer, bytes)).ToArray();
        ForEachFlippedBit(opening, damaged => LabelGroupParser.ParseOpening(damaged, out _));
        ForEachFlippedBit(trailer, damaged => LabelGroupParser.ParseTrailer(damaged));
    }

    [Fact]
    public void Random_bytes_are_refused_by_a_named_error() =>
        Prop.ForAll(Samples.MutatedGroups().ToArbitrary(), bytes =>
        {
            Assert.ThrowsAny<LabelFormatException>(() => LabelGroupParser.ParseOpening(bytes, out _));
            Assert.ThrowsAny<LabelFormatException>(() => LabelGroupParser.ParseTrailer(bytes));
            for (var label = 0; label + Label.Size <= bytes.Length; label += Label.Size)
                Record.Exception(() => Label.Parse(bytes.AsSpan(label, Label.Size))).AssertNothingBut<LabelFormatException>();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_changed_standard_field_is_refused_even_with_a_right_checksum()
    {
        var bytes = new byte[LabelGroup.LongestGroup];
        var length = LabelGroup.WriteTrailer(Samples.Trailer, bytes);
        bytes[55] = (byte)'9';
        Samples.Reseal(bytes.AsSpan(0, length));

        var failure = Assert.Throws<LabelFormatException>(() => LabelGroupParser.ParseTrailer(bytes.AsSpan(0, length)));
        Assert.Equal(55, failure.Offset);
    }

    [Theory]
    [InlineData("", "none", "1.0")]
    [InlineData("tf0001l8", "none", "1.0")]
    [InlineData("TF0001L8 ", "none", "1.0")]
    [InlineData("TF0001L8", "a-much-too-long-name", "1.0")]
    [InlineData("TF0001L8", "none", "1.0 beta")]
    [InlineData("TF0001L8", "none", "1.0#1")]
    public void What_does_not_fit_a_label_is_not_written(string barcode, string compression, string software)
    {
        var header = Samples.Header with { Volume = new VolumeIdentity(barcode, Guid.NewGuid()), Compression = compression, SoftwareVersion = software };
        Assert.ThrowsAny<ArgumentException>(() => LabelGroup.WriteOpening(header, withVolumeLabel: true, new byte[LabelGroup.LongestGroup]));
    }

    [Theory]
    [InlineData("", "default")]
    [InlineData("full backup", "default")]
    [InlineData("full", "")]
    [InlineData("full", "two words")]
    [InlineData("full", "größe")]
    [InlineData("full", "a-name-of-a-pool-that-is-too-long")]
    public void A_set_that_does_not_fit_a_label_is_not_written(string type, string pool)
    {
        var header = Samples.Header with { Set = Samples.Header.Set with { Type = type, Pool = pool } };
        Assert.ThrowsAny<ArgumentException>(() => LabelGroup.WriteOpening(header, withVolumeLabel: true, new byte[LabelGroup.LongestGroup]));
    }

    private static void ForEachFlippedBit(byte[] group, Action<byte[]> parse)
    {
        for (var bit = 0; bit < group.Length * 8; bit++)
        {
            group[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.ThrowsAny<LabelFormatException>(() => parse(group));
            group[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }
}
