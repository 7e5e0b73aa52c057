using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace TapeFlows.Backup.Compression;

/// <summary>gzip members, one per call, by the runtime's deflate; stored blocks where deflate would gain nothing.</summary>
internal sealed class GzipFrameEncoder : IFrameEncoder
{
    private const int MaxStoredBlock = 65_535;
    private const int StoredBlockHeader = 5;

    // An empty final block with fixed codes, and the content's CRC and length: both 0.
    private static ReadOnlySpan<byte> EmptyBody => [3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly CompressionLevel _level;
    private readonly SpanSink _sink = new();

    /// <summary>An encoder of a level.</summary>
    /// <param name="level">The runtime's level.</param>
    public GzipFrameEncoder(CompressionLevel level = CompressionLevel.Fastest) => _level = level;

    /// <inheritdoc/>
    public int MinimumPadding => GzipMember.HeaderLength + EmptyBody.Length;

    /// <inheritdoc/>
    public int MaxEncodedLength(int length) => GzipMember.HeaderLength + StoredLength(length) + GzipMember.TrailerLength;

    /// <inheritdoc/>
    public int Encode(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var body = destination[GzipMember.HeaderLength..];
        var limit = StoredLength(source.Length);
        // The runtime writes nothing at all for empty content, which would be no deflate stream.
        if (source.IsEmpty || CompressionProbe.IsIncompressible(source) || !TryDeflate(source, body[..limit], out var length))
            length = Store(source, body);
        GzipMember.WriteTrailer(body[length..], Crc32.HashToUInt32(source), source.Length);
        length += GzipMember.HeaderLength + GzipMember.TrailerLength;
        GzipMember.WriteHeader(destination, length);
        return length;
    }

    /// <inheritdoc/>
    public void WritePadding(Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(destination.Length, MinimumPadding);
        var comment = destination[GzipMember.HeaderLength..^EmptyBody.Length];
        GzipMember.WriteHeader(destination, destination.Length, comment.IsEmpty ? (byte)0 : GzipMember.CommentFlag);
        if (!comment.IsEmpty)
        {
            comment.Fill((byte)' ');
            comment[^1] = 0;
        }

        EmptyBody.CopyTo(destination[^EmptyBody.Length..]);
    }

    /// <inheritdoc/>
    public void Dispose() => _sink.Dispose();

    private static int StoredLength(int length) => length + (StoredBlockHeader * Math.Max(1, (length + MaxStoredBlock - 1) / MaxStoredBlock));

    private unsafe bool TryDeflate(ReadOnlySpan<byte> source, Span<byte> destination, out int length)
    {
        fixed (byte* start = destination)
        {
            _sink.Open(start, destination.Length);
            using (var deflate = new DeflateStream(_sink, _level, leaveOpen: true))
                deflate.Write(source);
            return _sink.Close(out length);
        }
    }

    private static int Store(ReadOnlySpan<byte> source, Span<byte> destination)
    {
        var at = 0;
        do
        {
            var block = source[..Math.Min(source.Length, MaxStoredBlock)];
            source = source[block.Length..];
            destination[at] = source.IsEmpty ? (byte)1 : (byte)0;
            BinaryPrimitives.WriteUInt16LittleEndian(destination[(at + 1)..], (ushort)block.Length);
            BinaryPrimitives.WriteUInt16LittleEndian(destination[(at + 3)..], (ushort)~block.Length);
            block.CopyTo(destination[(at + StoredBlockHeader)..]);
            at += StoredBlockHeader + block.Length;
        }
        while (!source.IsEmpty);
        return at;
    }
}
