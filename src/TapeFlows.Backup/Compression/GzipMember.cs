using System.Buffers.Binary;

namespace TapeFlows.Backup.Compression;

/// <summary>
/// The frame of a gzip member (RFC 1952) as TapeFlows writes it: no name, no time, and an extra field <c>TF</c> with the member's whole length, so that
/// a reader can go from member to member without inflating and knows how much of one is missing.
/// </summary>
internal static class GzipMember
{
    /// <summary>Fixed header, extra field length, extra field.</summary>
    public const int HeaderLength = 10 + 2 + 8;

    /// <summary>CRC-32 and length of the content.</summary>
    public const int TrailerLength = 8;

    /// <summary>The longest member that is read: the most content there is in a frame, stored.</summary>
    public const int MaxLength = FrameDecoder.MaxFrameContent + (1024 * 1024);

    /// <summary>A comment follows the extra field.</summary>
    public const byte CommentFlag = 0x10;

    private const byte ExtraFlag = 0x04;

    /// <summary>Writes the header.</summary>
    /// <param name="destination">At least <see cref="HeaderLength"/> bytes.</param>
    /// <param name="memberLength">The member's whole length.</param>
    /// <param name="flags">0 or <see cref="CommentFlag"/>.</param>
    public static void WriteHeader(Span<byte> destination, int memberLength, byte flags = 0)
    {
        // Magic number, deflate, flags, no time, no hint, Unix; 8 bytes of extra field: TF, 4 bytes.
        ReadOnlySpan<byte> header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 8, 0, (byte)'T', (byte)'F', 4, 0];
        header.CopyTo(destination);
        destination[3] = (byte)(ExtraFlag | flags);
        BinaryPrimitives.WriteInt32LittleEndian(destination[16..], memberLength);
    }

    /// <summary>Reads the header.</summary>
    /// <param name="header"><see cref="HeaderLength"/> bytes.</param>
    /// <param name="memberLength">The member's whole length.</param>
    /// <param name="hasComment">Whether a comment follows.</param>
    /// <returns>Whether it is the header of a member that TapeFlows wrote.</returns>
    public static bool TryReadHeader(ReadOnlySpan<byte> header, out int memberLength, out bool hasComment)
    {
        memberLength = BinaryPrimitives.ReadInt32LittleEndian(header[16..]);
        hasComment = (header[3] & CommentFlag) != 0;
        return header[..3].SequenceEqual((ReadOnlySpan<byte>)[0x1f, 0x8b, 8]) && (header[3] & ~CommentFlag) == ExtraFlag
            && header[10..16].SequenceEqual((ReadOnlySpan<byte>)[8, 0, (byte)'T', (byte)'F', 4, 0])
            && memberLength >= HeaderLength + TrailerLength + 2 && memberLength <= MaxLength;
    }

    /// <summary>Writes the trailer.</summary>
    /// <param name="destination">At least <see cref="TrailerLength"/> bytes.</param>
    /// <param name="crc">CRC-32 of the content.</param>
    /// <param name="length">Length of the content.</param>
    public static void WriteTrailer(Span<byte> destination, uint crc, int length)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(destination, crc);
        BinaryPrimitives.WriteInt32LittleEndian(destination[4..], length);
    }
}
