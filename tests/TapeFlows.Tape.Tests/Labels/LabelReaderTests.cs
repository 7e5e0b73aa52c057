using System.Text;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Tape.Tests.Labels;

public sealed class LabelReaderTests
{
    private readonly MemoryDrive _drive = new(new MemoryCartridge("TF0001L8"));
    private readonly byte[] _buffer = new byte[1024 * 1024];

    public LabelReaderTests() => _drive.Load();

    [Fact]
    public void A_never_written_tape_is_blank() => Assert.IsType<LabelReading.Blank>(Read());

    [Fact]
    public void A_segment_is_read_back_label_by_label()
    {
        WriteOpening(withVolume: true);
        _drive.Write(new byte[512]);
        _drive.WriteFilemarks(1, FilemarkMode.Immediate);
        WriteTrailer();

        _drive.Rewind();
        var opening = Assert.IsType<LabelReading.Opening>(Read());
        Assert.Equal("TF0001", opening.VolumeLabel!.VolumeIdentifier);
        Assert.Equal(Samples.Header.Volume, opening.Volume);
        Assert.Equal(Samples.Header, opening.Header);
        _drive.SpaceFilemarks(1);
        Assert.Equal(Samples.Trailer, Assert.IsType<LabelReading.Trailer>(Read()).Value);
        Assert.IsType<LabelReading.EndOfData>(Read());
    }

    [Fact]
    public void A_later_segment_has_no_volume_label()
    {
        WriteOpening(withVolume: false);
        _drive.Rewind();
        var opening = Assert.IsType<LabelReading.Opening>(Read());
        Assert.Null(opening.VolumeLabel);
        Assert.Null(opening.Volume);
    }

    [Fact]
    public void A_data_block_is_foreign()
    {
        _drive.Write(new byte[4096]);
        _drive.Rewind();
        Assert.Contains("4096", Assert.IsType<LabelReading.Foreign>(Read()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_larger_than_the_buffer_is_foreign_not_blank()
    {
        _drive.Write(new byte[4096]);
        _drive.Rewind();
        Assert.IsType<LabelReading.Foreign>(LabelReader.ReadGroup(_drive, new byte[512]));
    }

    [Fact]
    public void A_filemark_at_the_beginning_is_foreign_not_blank()
    {
        _drive.WriteFilemarks(1, FilemarkMode.Synchronous);
        _drive.Rewind();
        Assert.IsType<LabelReading.Foreign>(Read());
    }

    [Fact]
    public void Labels_of_other_software_are_foreign()
    {
        WriteBlock("VOL1ABCDEF                             OTHER                                   4");
        _drive.WriteFilemarks(1, FilemarkMode.Synchronous);
        _drive.Rewind();
        Assert.Contains("VOL1ABCDEF", Assert.IsType<LabelReading.Foreign>(Read()).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_that_break_off_are_damaged()
    {
        WriteOpening(withVolume: true, labels: 4, mark: false);
        _drive.Rewind();
        Assert.IsType<LabelReading.Damaged>(Read());
    }

    [Fact]
    public void A_missing_label_is_damage()
    {
        WriteOpening(withVolume: true, labels: 4, mark: true);
        _drive.Rewind();
        Assert.IsType<LabelReading.Damaged>(Read());
    }

    [Fact]
    public void Labels_without_end_are_damaged_and_bounded()
    {
        for (var count = 0; count < 100; count++)
            WriteBlock("UHL1TAPEFLOWS=1".PadRight(Label.Size));
        _drive.Rewind();
        Assert.IsType<LabelReading.Damaged>(Read());
    }

    [Fact]
    public void A_drive_without_a_tape_is_told_as_such()
    {
        _drive.Unload();
        Assert.Equal(TapeStatus.NoMedium, Assert.IsType<LabelReading.DriveFailed>(Read()).Result.Status);
    }

    private LabelReading Read() => LabelReader.ReadGroup(_drive, _buffer);

    private void WriteOpening(bool withVolume, int labels = int.MaxValue, bool mark = true)
    {
        var group = new byte[LabelGroup.LongestGroup];
        WriteGroup(group.AsSpan(0, LabelGroup.WriteOpening(Samples.Header, withVolume, group)), labels);
        if (mark)
            _drive.WriteFilemarks(1, FilemarkMode.Immediate);
    }

    private void WriteTrailer()
    {
        var group = new byte[LabelGroup.LongestGroup];
        WriteGroup(group.AsSpan(0, LabelGroup.WriteTrailer(Samples.Trailer, group)), int.MaxValue);
        _drive.WriteFilemarks(1, FilemarkMode.Synchronous);
    }

    private void WriteGroup(ReadOnlySpan<byte> group, int labels)
    {
        for (var place = 0; place < group.Length && labels-- > 0; place += Label.Size)
            Assert.True(_drive.Write(group.Slice(place, Label.Size)).IsDone);
    }

    private void WriteBlock(string label) => Assert.True(_drive.Write(Encoding.ASCII.GetBytes(label)).IsDone);
}
