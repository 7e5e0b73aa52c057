using System.Buffers.Binary;

namespace TapeFlows.Backup.Compression;

/// <summary>Zstandard frames with content size and checksum, one per call, from a context that is used again and again.</summary>
internal sealed unsafe class ZstdFrameEncoder : IFrameEncoder
{
    /// <summary>zstd's own default level.</summary>
    public const int DefaultLevel = 3;

    // RFC 8878, skippable frame: magic number, 32-bit length, anything.
    private const uint SkippableMagic = 0x184D2A50;
    private const int SkippableHeader = 8;

    private readonly int _level;
    private nint _context;

    /// <summary>Prepares a context.</summary>
    /// <param name="level">1 to 19, higher is smaller and slower.</param>
    /// <exception cref="CompressionUnavailableException">libzstd is not installed.</exception>
    public ZstdFrameEncoder(int level = DefaultLevel)
    {
        _level = level;
        _context = Zstd.NewCompressor();
        Check(Zstd.SetCompressionParameter(_context, Zstd.ParameterChecksum, 1));
    }

    /// <inheritdoc/>
    public int MinimumPadding => SkippableHeader;

    /// <inheritdoc/>
    public int MaxEncodedLength(int length) => checked((int)Zstd.CompressBound((nuint)length));

    /// <inheritdoc/>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        ObjectDisposedException.ThrowIf(_context == 0, this);
        // The fastest level passes over data without matches nearly at the speed of a copy and stores it in raw blocks.
        var level = CompressionProbe.IsIncompressible(source) ? Zstd.FastestLevel() : _level;
        Check(Zstd.SetCompressionParameter(_context, Zstd.ParameterLevel, level));
        fixed (byte* from = source, to = destination)
        {
            var length = Zstd.Compress(_context, to, (nuint)destination.Length, from, (nuint)source.Length);
            Check(length);
            return (int)length;
        }
    }

    /// <inheritdoc/>
    public void WritePadding(Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, SkippableHeader);
        BinaryPrimitives.WriteUInt32LittleEndian(destination, SkippableMagic);
        BinaryPrimitives.WriteInt32LittleEndian(destination[4..], destination.Length - SkippableHeader);
        destination[SkippableHeader..].Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_context != 0)
            _ = Zstd.FreeCCtx(_context);
        _context = 0;
    }

    private static void Check(nuint result)
    {
        if (Zstd.IsError(result, out var error))
            throw new InvalidOperationException($"libzstd refused to compress: {error}.");
    }
}
