using TapeFlows.Backup.Verify;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Tests.Verify;

public sealed class DamageListTests
{
    [Fact]
    public void The_first_are_kept_word_for_word_and_all_are_counted()
    {
        var list = new DamageList();
        Parallel.For(0, 5000, number => list.Add(new Damage(DamageKind.Block, "TF0001L8", $"block {number}")));
        Assert.Equal(5000, list.Count);
        Assert.Equal(VerifyReport.MaxNamed, list.First.Count);
    }

    [Fact]
    public void Damage_sticks_to_its_piece_and_says_where_it_is()
    {
        var piece = new Segment
        {
            SetId = Guid.NewGuid(), Piece = 3, Number = 2, Section = 1, Kind = SegmentKind.Data, State = SegmentState.Committed, Barcode = "TF0001L8",
            VolumeId = Guid.NewGuid(), LabelAddress = 0, FirstBlockAddress = 10, FileSequence = 1, BlockSize = 4096, Compression = "none",
        };
        var list = new DamageList();
        list.Add(Damage.Of(DamageKind.File, piece, "its content does not match its checksum", 17) with { Path = EntryPath.FromText("etc/\u001bpasswd") });

        Assert.True(list.Has(piece));
        Assert.False(list.Has(piece with { Section = 2 }));
        Assert.False(list.Has(piece with { SetId = Guid.NewGuid() }));
        Assert.Equal(@"TF0001L8, segment 2, block 17, /etc/\x1bpasswd: its content does not match its checksum", list.First[0].ToString());
    }
}
