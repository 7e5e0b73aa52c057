namespace TapeFlows.Backup.Compression;

/// <summary>
/// Decodes frames that stand one behind the other, and remembers where they began so that a place in the decoded bytes can be found again.
/// Memory is bounded whatever the input claims.
/// </summary>
internal abstract class FrameDecoder : Stream
{
    /// <summary>The most content a frame may have, in bytes.</summary>
    public const int MaxFrameContent = 32 * 1024 * 1024;

    private const int MaxRemembered = 4096;
    private readonly Queue<(long Decoded, long Source)> _frames = new();
    private (long Decoded, long Source)? _located;
    private long _decoded;

    /// <summary>Where the frame being decoded begins, in bytes of the source from where the decoder began.</summary>
    protected long FrameOffset { get; private set; }

    /// <inheritdoc/>
    public sealed override bool CanRead => true;

    /// <inheritdoc/>
    public sealed override bool CanSeek => false;

    /// <inheritdoc/>
    public sealed override bool CanWrite => false;

    /// <inheritdoc/>
    public sealed override long Length => throw new NotSupportedException();

    /// <summary>Decoded bytes delivered so far.</summary>
    public sealed override long Position { get => _decoded; set => throw new NotSupportedException(); }

    /// <summary>
    /// Where a decoded byte comes from. Questions must be asked in ascending order, and not more than 4096 frames late: what lies before the
    /// last answer is forgotten.
    /// </summary>
    /// <param name="decodedOffset">The byte, in decoded bytes from where the decoder began.</param>
    /// <returns>Where its frame begins in the source, and how many decoded bytes of that frame come before it; <see langword="null"/> when forgotten or not read yet.</returns>
    public (long FrameOffset, int Skip)? Locate(long decodedOffset)
    {
        while (_frames.TryPeek(out var frame) && frame.Decoded <= decodedOffset)
            _located = _frames.Dequeue();
        return _located is { } found && found.Decoded <= decodedOffset && decodedOffset <= _decoded
            ? (found.Source, (int)(decodedOffset - found.Decoded))
            : null;
    }

    /// <inheritdoc/>
    /// <exception cref="CompressedDataException">A frame is damaged or cut off.</exception>
    public sealed override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        var count = Decode(buffer);
        _decoded += count;
        return count;
    }

    /// <inheritdoc/>
    public sealed override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public sealed override void Flush()
    {
    }

    /// <inheritdoc/>
    public sealed override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public sealed override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public sealed override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Decodes at least one byte, unless the source has ended between frames.</summary>
    /// <returns>Bytes decoded; 0 at the end.</returns>
    protected abstract int Decode(Span<byte> buffer);

    /// <summary>Notes that a frame begins here. <see cref="Position"/> must be that of its first byte.</summary>
    /// <param name="sourceOffset">Where, in bytes of the source.</param>
    protected void BeginFrame(long sourceOffset)
    {
        FrameOffset = sourceOffset;
        if (_frames.Count == MaxRemembered)
            _frames.Dequeue();
        _frames.Enqueue((_decoded, sourceOffset));
    }

    /// <summary>The frame that is being decoded is damaged.</summary>
    protected CompressedDataException Damaged(string reason) => new(FrameOffset, isTruncated: false, reason);

    /// <summary>The source ended in the frame that is being decoded.</summary>
    protected CompressedDataException Truncated() => new(FrameOffset, isTruncated: true, "the data ends within it");
}
