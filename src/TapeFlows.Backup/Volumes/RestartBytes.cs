using TapeFlows.Backup.Archive;
using TapeFlows.Backup.Compression;
using TapeFlows.Backup.Streaming;

namespace TapeFlows.Backup.Volumes;

/// <summary>
/// The beginning of a later section of a segment: whole blocks that make it a decodable archive by itself, and that a reader who joins the
/// sections leaves out.
/// </summary>
/// <param name="Bytes">Whole blocks: padding, repeated headers, and the repeated beginning of a frame that the volume's end cut.</param>
/// <param name="Length">How many of these bytes are not part of the segment's unbroken stream.</param>
/// <param name="TailOffset">Where in the piece the repeated headers (or the frame that holds them) stand.</param>
internal readonly record struct RestartBytes(ReadOnlyMemory<byte> Bytes, long Length, long TailOffset)
{
    /// <summary>Builds it.</summary>
    /// <param name="restart">Where the stream begins again.</param>
    /// <param name="replay">What of a cut frame is on the volume before; empty when nothing is compressed.</param>
    /// <param name="headers">Writes tar headers.</param>
    /// <param name="encoder">Encodes frames; <see langword="null"/> when nothing is compressed.</param>
    /// <param name="blockSize">Bytes per block.</param>
    public static RestartBytes Build(
        in RestartPoint restart, ReadOnlyMemory<byte> replay, PaxHeaderWriter headers, IFrameEncoder? encoder, int blockSize)
    {
        var tail = Tail(restart, headers);
        if (tail.Length == 0 && replay.Length == 0)
            return default;
        return encoder is null ? Plain(tail, blockSize) : Framed(tail, replay.Span, encoder, blockSize);
    }

    private static RestartBytes Plain(byte[] tail, int blockSize)
    {
        var bytes = new byte[WholeBlocks(RestartPrefix.MinimumLength(tail.Length), blockSize)];
        RestartPrefix.Write(bytes, tail);
        return new RestartBytes(bytes, bytes.Length, bytes.Length - tail.Length);
    }

    private static RestartBytes Framed(byte[] tail, ReadOnlySpan<byte> replay, IFrameEncoder encoder, int blockSize)
    {
        var frame = new byte[tail.Length == 0 ? 0 : encoder.MaxEncodedLength(tail.Length)];
        var encoded = tail.Length == 0 ? 0 : encoder.Encode(tail, frame);
        var used = encoded + replay.Length;
        var bytes = new byte[WholeBlocks(used, blockSize)];
        if (bytes.Length - used is > 0 and var padding && padding < encoder.MinimumPadding)
            bytes = new byte[WholeBlocks(used + encoder.MinimumPadding, blockSize)];
        var pad = bytes.Length - used;
        if (pad > 0)
            encoder.WritePadding(bytes.AsSpan(0, pad));
        frame.AsSpan(0, encoded).CopyTo(bytes.AsSpan(pad));
        replay.CopyTo(bytes.AsSpan(pad + encoded));
        return new RestartBytes(bytes, pad + encoded, pad);
    }

    /// <summary>The headers that have to come just before the restart point.</summary>
    private static byte[] Tail(in RestartPoint restart, PaxHeaderWriter headers)
    {
        if (restart.Member is not { } member)
            return [];
        var done = restart.PlainOffset - member.Start;
        return restart.IsInHeader
            ? Header(headers, member.Entry, member.Content)[..(int)done]
            : Header(headers, member.Entry, RestOf(member, done - member.HeaderLength));
    }

    private static MemberContent RestOf(Member member, long dataDone)
    {
        var content = member.Content;
        var from = content.Sparse?.ContentOffsetOf(dataDone) ?? dataDone;
        var length = content.Length - from;
        var part = content.Part ?? new MemberPart(1, 0, content.Length);
        return new MemberContent(
            length, part with { FileOffset = part.FileOffset + from, IsRest = true }, content.Sparse?.Slice(from, length));
    }

    private static byte[] Header(PaxHeaderWriter headers, FileEntry entry, in MemberContent content)
    {
        var header = headers.Write(entry, content);
        if (content.Sparse is not { } map)
            return header.ToArray();
        var bytes = new byte[header.Length + map.EncodedLength];
        header.CopyTo(bytes);
        map.Encode(bytes.AsSpan(header.Length));
        return bytes;
    }

    private static int WholeBlocks(int length, int blockSize) => (length + blockSize - 1) / blockSize * blockSize;
}
