namespace TapeFlows.Backup.Compression;

/// <summary>Takes what a stream-minded compressor writes into memory that was pinned for one call; what does not fit is dropped and noted.</summary>
internal sealed unsafe class SpanSink : Stream
{
    private byte* _start;
    private int _capacity;
    private int _length;
    private bool _overflowed;

    /// <inheritdoc/>
    public override bool CanRead => false;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>Begins a call.</summary>
    /// <param name="start">Pinned memory.</param>
    /// <param name="capacity">Its length.</param>
    public void Open(byte* start, int capacity)
    {
        _start = start;
        _capacity = capacity;
        _length = 0;
        _overflowed = false;
    }

    /// <summary>Ends a call.</summary>
    /// <param name="length">Bytes written.</param>
    /// <returns>Whether everything fitted.</returns>
    public bool Close(out int length)
    {
        length = _length;
        _start = null;
        return !_overflowed;
    }

    /// <inheritdoc/>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_overflowed || buffer.Length > _capacity - _length)
        {
            _overflowed = true;
            return;
        }

        buffer.CopyTo(new Span<byte>(_start + _length, buffer.Length));
        _length += buffer.Length;
    }

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();
}
