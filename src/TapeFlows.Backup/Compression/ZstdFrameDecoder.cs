namespace TapeFlows.Backup.Compression;

/// <summary>Decodes Zstandard frames and passes over skippable ones.</summary>
internal sealed unsafe class ZstdFrameDecoder : FrameDecoder
{
    // 2^25 = 32 MiB: no frame of ours needs a larger window than its content.
    private const int WindowLogMax = 25;
    private const int InputLength = 128 * 1024;

    private readonly Stream _source;
    private readonly byte[] _input = new byte[InputLength];
    private nint _context;
    private int _start;
    private int _end;
    private long _consumed;
    private bool _inFrame;

    /// <summary>Decodes from a stream's present position on.</summary>
    /// <param name="source">At the start of a frame; stays open.</param>
    /// <exception cref="CompressionUnavailableException">libzstd is not installed.</exception>
    public ZstdFrameDecoder(Stream source)
    {
        _source = source;
        _context = Zstd.NewDecompressor();
        _ = Zstd.SetDecompressionParameter(_context, Zstd.ParameterWindowLogMax, WindowLogMax);
    }

    /// <inheritdoc/>
    protected override int Decode(Span<byte> buffer)
    {
        ObjectDisposedException.ThrowIf(_context == 0, this);
        while (true)
        {
            if (_start == _end && !Refill() && !_inFrame)
                return 0;
            if (!_inFrame)
            {
                BeginFrame(_consumed);
                _inFrame = true;
            }

            var written = Step(buffer);
            if (written > 0)
                return written;
            if (_inFrame && _start == _end && !Refill())
                throw Truncated();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (_context != 0)
            _ = Zstd.FreeDCtx(_context);
        _context = 0;
        base.Dispose(disposing);
    }

    private int Step(Span<byte> buffer)
    {
        fixed (byte* from = _input, to = buffer)
        {
            var input = new Zstd.Buffer { Start = from, Size = (nuint)_end, Position = (nuint)_start };
            var output = new Zstd.Buffer { Start = to, Size = (nuint)buffer.Length };
            var result = Zstd.DecompressStream(_context, &output, &input);
            if (Zstd.IsError(result, out var error))
                throw Damaged(error);
            _consumed += (int)input.Position - _start;
            _start = (int)input.Position;
            _inFrame = result != 0;
            return (int)output.Position;
        }
    }

    private bool Refill()
    {
        _start = 0;
        _end = _source.Read(_input);
        return _end > 0;
    }
}
