namespace TapeFlows.Backup.Archive;

/// <summary>The stream under a reader, with a position of its own.</summary>
internal sealed class TarSource
{
    private const int SkipBufferLength = 64 * 1024;
    private readonly Stream _stream;
    private byte[]? _skipBuffer;

    /// <summary>Counts from the stream's present position.</summary>
    public TarSource(Stream stream) => _stream = stream;

    /// <summary>Bytes taken so far.</summary>
    public long Position { get; private set; }

    /// <summary>Reads what is there.</summary>
    /// <returns>Bytes read; 0 at the end.</returns>
    public int Read(Span<byte> buffer)
    {
        var count = _stream.Read(buffer);
        Position += count;
        return count;
    }

    /// <summary>Reads until a span is full.</summary>
    /// <returns>Whether it is; otherwise the stream has ended.</returns>
    public bool Fill(Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var count = Read(buffer);
            if (count == 0)
                return false;
            buffer = buffer[count..];
        }

        return true;
    }

    /// <summary>Goes forward to a position.</summary>
    /// <returns>Whether the stream is that long.</returns>
    public bool SkipTo(long position)
    {
        if (_stream.CanSeek && position - Position > SkipBufferLength)
        {
            var step = Math.Min(position - Position, Math.Max(0, _stream.Length - _stream.Position));
            _stream.Seek(step, SeekOrigin.Current);
            Position += step;
        }

        while (Position < position)
        {
            _skipBuffer ??= new byte[SkipBufferLength];
            if (Read(_skipBuffer.AsSpan(0, (int)Math.Min(SkipBufferLength, position - Position))) == 0)
                return false;
        }

        return true;
    }
}
