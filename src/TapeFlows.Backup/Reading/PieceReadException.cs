using TapeFlows.Backup.Volumes;

namespace TapeFlows.Backup.Reading;

/// <summary>A piece cannot be read, or not from here on. Others can.</summary>
internal sealed class PieceReadException : TapeException
{
    /// <summary>Says what stands in the way.</summary>
    /// <param name="piece">The piece; <see langword="null"/> when it is not even known.</param>
    /// <param name="blockAddress">The block that cannot be read; <see langword="null"/>: none of the piece can.</param>
    /// <param name="message">The same for a person.</param>
    /// <param name="inner">What it comes from.</param>
    public PieceReadException(Segment? piece, long? blockAddress, string message, Exception? inner = null)
        : base(message, inner)
    {
        Piece = piece;
        BlockAddress = blockAddress;
    }

    /// <summary>The piece; <see langword="null"/> when it is not even known.</summary>
    public Segment? Piece { get; }

    /// <summary>The block that cannot be read; <see langword="null"/>: none of the piece can.</summary>
    public long? BlockAddress { get; }
}
