namespace TapeFlows.Backup.Streaming;

/// <summary>How a piece lies on its volume: turns offsets of the segment's stream into tape positions.</summary>
/// <param name="Piece">The piece's number in the set.</param>
/// <param name="FirstBlockAddress">Address of its first data block.</param>
/// <param name="BlockSize">Bytes per block.</param>
/// <param name="RestartBytes">Bytes at its beginning that are not part of the segment's unbroken stream.</param>
/// <param name="StreamOffset">The offset in that stream of the first byte behind them.</param>
internal readonly record struct PieceLayout(int Piece, long FirstBlockAddress, int BlockSize, long RestartBytes, long StreamOffset)
{
    /// <summary>The position of a byte of the segment's stream.</summary>
    /// <param name="streamOffset">Not before <see cref="StreamOffset"/>.</param>
    /// <param name="skip">See <see cref="TapePosition.Skip"/>.</param>
    public TapePosition At(long streamOffset, int skip = 0) => AtByte(RestartBytes + streamOffset - StreamOffset, skip);

    /// <summary>The position of a byte of the piece, restart bytes counted.</summary>
    public TapePosition AtByte(long offset, int skip = 0)
    {
        var (block, rest) = Math.DivRem(offset, BlockSize);
        return new TapePosition(Piece, FirstBlockAddress + block, (int)rest, skip);
    }
}
