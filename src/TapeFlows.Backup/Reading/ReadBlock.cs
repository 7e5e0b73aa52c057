namespace TapeFlows.Backup.Reading;

/// <summary>One buffer of a <see cref="ReadRing"/>, used over and over.</summary>
internal sealed class ReadBlock
{
    private byte[] _buffer = [];

    /// <summary>The order that it was read for; a reader that has ordered something else since passes over it.</summary>
    public long Order { get; private set; }

    /// <summary>Where the block is; <see langword="null"/> when it holds nothing but the end or a failure.</summary>
    public Segment? Piece { get; private set; }

    /// <summary>Its number in the piece, from 0.</summary>
    public long Number { get; private set; }

    /// <summary>The first byte that belongs to the joined segment.</summary>
    public int Start { get; private set; }

    /// <summary>The byte behind the last one that does.</summary>
    public int End { get; private set; }

    /// <summary>Why reading stopped here.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Nothing follows.</summary>
    public bool IsLast { get; private set; }

    public ReadOnlySpan<byte> Payload => _buffer.AsSpan(Start, End - Start);

    /// <summary>A buffer to read a block into.</summary>
    public Span<byte> Room(int blockSize)
    {
        if (_buffer.Length < blockSize)
            _buffer = GC.AllocateUninitializedArray<byte>(blockSize);
        return _buffer.AsSpan(0, blockSize);
    }

    public void Fill(long order, Segment piece, long number, int start, int end)
    {
        (Order, Piece, Number, Failure, IsLast) = (order, piece, number, null, false);
        (Start, End) = (start, Math.Max(start, end));
    }

    public void Close(long order, Exception? failure)
    {
        (Order, Piece, Number, Failure, IsLast) = (order, null, 0, failure, true);
        (Start, End) = (0, 0);
    }
}
