using System.Text;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Tape.Tests.Labels;

public sealed class LabelTests
{
    [Fact]
    public void A_file_label_puts_its_fields_where_the_standard_has_them()
    {
        var label = new FileLabel(
            LabelPosition.Header, "PAYROLL", "SET001", 2, 17, new DateOnly(1999, 12, 31), new DateOnly(2004, 2, 29), 0, "TAPEFLOWS", 5, 6, 'X');
        var bytes = new byte[Label.Size];
        label.Write(bytes);

        Assert.Equal("HDR1PAYROLL          SET0010002001700050699365004060X000000TAPEFLOWS           ", Text(bytes).Remove(41, 1));
        Assert.Equal(' ', Text(bytes)[41]);
        Assert.Equal(label, Label.Parse(bytes));
    }

    [Fact]
    public void Every_kind_of_label_round_trips()
    {
        Label[] labels =
        [
            new VolumeLabel("TF0001", "TAPEFLOWS", "OWNER", 'A', '3'),
            new FileLabel(LabelPosition.EndOfFile, "F", "S", 9999, 9999, null, null, 999999, "X"),
            new FileLabel(LabelPosition.EndOfVolume, "F", "S", 0, 0, new DateOnly(2899, 12, 31), new DateOnly(2000, 12, 31), 1, ""),
            new FormatLabel(LabelPosition.Header, 'D', 99999, 80, 99),
            new FormatLabel(LabelPosition.EndOfVolume, 'S', 0, 0),
            new UserLabel(false, '1', "KEY=VALUE"),
            new UserLabel(true, 'Z', ""),
        ];
        foreach (var label in labels)
        {
            var bytes = new byte[Label.Size];
            label.Write(bytes);
            Assert.Equal(label, Label.Parse(bytes));
        }
    }

    [Theory]
    [InlineData("VOL1TF0001", 79, "version")]
    [InlineData("VOL1TF0001 X", 11, "keeps for later")]
    [InlineData("VOL1tf0001", 4, "not allowed")]
    [InlineData("HDR1FILE             SET00100A1", 29, "no digit")]
    [InlineData("HDR1FILE             SET00100010001000100 99366 00000 000000", 44, "no day 366")]
    [InlineData("HDR1FILE             SET00100010001000100X00001 00000 000000", 41, "no century")]
    [InlineData("HDR2X", 4, "record format")]
    [InlineData("HDR3", 0, "begin")]
    [InlineData("", 0, "begin")]
    public void A_malformed_label_is_refused_with_reason_and_place(string text, int offset, string reason)
    {
        var failure = Assert.Throws<LabelFormatException>(() => Label.Parse(Encoding.ASCII.GetBytes(text.PadRight(Label.Size))));
        Assert.Equal(offset, failure.Offset);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(79)]
    [InlineData(81)]
    [InlineData(0)]
    public void A_label_has_eighty_bytes(int length) =>
        Assert.Throws<LabelFormatException>(() => Label.Parse(new byte[length]));

    private static string Text(byte[] label) => Encoding.ASCII.GetString(label);
}
