using TapeFlows.Backup.Reading;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Tests.Reading;

public sealed class SegmentPiecesTests
{
    private const int BlockSize = 100;
    private static readonly Guid SetId = Guid.NewGuid();

    [Fact]
    public void Every_byte_of_a_joined_segment_has_one_place_and_back()
    {
        // Three sections; the later ones begin with a restart prefix of two blocks, the cut ones end in a frame that does not count.
        var segment = Assert.Single(SegmentPieces.Group([Piece(3, 3, 200, 950, 930, 1500), Piece(1, 1, 0, 1000, 980, 0), Piece(2, 2, 200, 800, 720, 980)]));

        Assert.Equal([1, 2, 3], segment.Pieces.Select(piece => piece.Section));
        Assert.Equal(2230, segment.Length(0, 0));
        for (long offset = 0; offset < 2230; offset++)
        {
            var position = segment.PositionAt(offset, 7);
            var index = segment.IndexOf(position.Piece);
            Assert.Equal(offset, segment.StreamOffset(index, segment.OffsetInPiece(position, index)));
            Assert.Equal(7, position.Skip);
        }
    }

    [Fact]
    public void A_segment_goes_on_only_where_its_next_section_is()
    {
        var segment = Assert.Single(SegmentPieces.Group([Piece(1, 1, 0, 1000, 980, 0), Piece(3, 3, 200, 950, 930, 1500)]));
        Assert.True(segment.Follows(0));
        Assert.False(segment.Follows(1));
        Assert.False(segment.Follows(2));
        Assert.Equal(980, segment.Length(0, 0));
        Assert.False(segment.IsOpenEnded);
        Assert.True(Assert.Single(SegmentPieces.Group([Piece(1, 1, 0, 1000, 980, 0)])).IsOpenEnded);
        Assert.Empty(SegmentPieces.Group([Piece(1, 1, 0, 1000, 980, 0) with { State = SegmentState.Writing }]));
    }

    [Fact]
    public void A_piece_alone_is_an_archive_from_its_first_byte()
    {
        var alone = SegmentPieces.Alone(Piece(2, 2, 200, 800, 720, 980));
        Assert.Equal(new TapePosition(2, 10, 0, 0), alone.Start);
        Assert.Equal(new TapePosition(2, 13, 50, 0), alone.PositionAt(350, 0));
        Assert.Equal(350, alone.StreamOffset(0, 350));
        Assert.False(alone.IsOpenEnded);
    }

    private static Segment Piece(int piece, int section, long restart, long bytes, long valid, long streamOffset) => new()
    {
        SetId = SetId, Piece = piece, Number = 1, Section = section, Kind = SegmentKind.Data, State = SegmentState.Committed, Barcode = $"TF000{piece}L8",
        VolumeId = Guid.NewGuid(), LabelAddress = 1, FirstBlockAddress = 10, FileSequence = 1, BlockSize = BlockSize, Compression = "none",
        Blocks = (bytes + BlockSize - 1) / BlockSize, Bytes = bytes, RestartBytes = restart, ValidBytes = valid, StreamOffset = streamOffset, Ending = section < 3 ? PieceEnding.Continued : PieceEnding.Complete,
    };
}
