using System.Buffers.Text;

namespace TapeFlows.Backup.Archive;

/// <summary>
/// What a catalog needs and no pax keyword says, in one <c>comment</c> record: <c>TAPEFLOWS ino=7 dev=8:1 nlink=2</c>, and for a part
/// <c>part=2 offset=4096 size=8192</c>. A comment because GNU tar warns about every keyword it does not know, and POSIX lets all readers
/// pass over comments in silence.
/// </summary>
internal struct MemberComment
{
    private const int MaxLength = 256;

    /// <summary>The inode number.</summary>
    public ulong Inode;

    /// <summary>The device that the inode is on.</summary>
    public ulong Device;

    /// <summary>How many names the inode has.</summary>
    public uint LinkCount;

    /// <summary>Numbers of a device node that are too large for the header, otherwise 0.</summary>
    public ulong NodeNumbers;

    /// <summary>Which part of a file the member holds.</summary>
    public MemberPart? Part;

    private static ReadOnlySpan<byte> Mark => "TAPEFLOWS"u8;

    /// <summary>Adds the record.</summary>
    /// <param name="records">Where to.</param>
    public readonly void AddTo(PaxRecords records)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        Mark.CopyTo(text);
        var at = Mark.Length;
        Append(text, ref at, " ino="u8, Inode);
        AppendPair(text, ref at, " dev="u8, Device);
        if (LinkCount != 1)
            Append(text, ref at, " nlink="u8, LinkCount);
        if (NodeNumbers != 0)
            AppendPair(text, ref at, " node="u8, NodeNumbers);
        if (Part is { } part)
        {
            Append(text, ref at, part.IsRest ? " rest="u8 : " part="u8, (ulong)part.Number);
            Append(text, ref at, " offset="u8, (ulong)part.FileOffset);
            Append(text, ref at, " size="u8, (ulong)part.FileSize);
        }

        records.Add("comment"u8, text[..at]);
    }

    /// <summary>Reads the value of a comment record.</summary>
    /// <param name="text">The value.</param>
    /// <param name="comment">What it says.</param>
    /// <returns>Whether it is one of ours; anybody else's comment says nothing.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out MemberComment comment)
    {
        comment = new MemberComment { LinkCount = 1 };
        if (!text.StartsWith(Mark))
            return false;
        text = text[Mark.Length..];
        ulong number = 0, offset = 0, size = 0;
        var isRest = false;
        while (!text.IsEmpty)
        {
            if (text[0] != ' ')
                return false;
            var end = text[1..].IndexOf((byte)' ');
            var word = end < 0 ? text[1..] : text[1..(end + 1)];
            text = text[(word.Length + 1)..];
            var equals = word.IndexOf((byte)'=');
            if (equals < 0)
                return false;
            var value = word[(equals + 1)..];
            var isRead = word[..equals] switch
            {
                var key when key.SequenceEqual("ino"u8) => TryNumber(value, out comment.Inode),
                var key when key.SequenceEqual("dev"u8) => TryPair(value, out comment.Device),
                var key when key.SequenceEqual("nlink"u8) => TryNumber(value, out var links) && (comment.LinkCount = (uint)links) == links,
                var key when key.SequenceEqual("node"u8) => TryPair(value, out comment.NodeNumbers),
                var key when key.SequenceEqual("part"u8) => TryNumber(value, out number),
                var key when key.SequenceEqual("rest"u8) => isRest = TryNumber(value, out number),
                var key when key.SequenceEqual("offset"u8) => TryNumber(value, out offset),
                var key when key.SequenceEqual("size"u8) => TryNumber(value, out size),
                _ => true, // a later version may say more
            };
            if (!isRead)
                return false;
        }

        if (number == 0)
            return true;
        if (number > int.MaxValue || size > TarBlock.MaxContentLength || offset > size)
            return false;
        comment.Part = new MemberPart((int)number, (long)offset, (long)size, isRest);
        return true;
    }

    private static void Append(Span<byte> text, ref int at, ReadOnlySpan<byte> key, ulong value)
    {
        key.CopyTo(text[at..]);
        at += key.Length;
        Utf8Formatter.TryFormat(value, text[at..], out var written);
        at += written;
    }

    private static void AppendPair(Span<byte> text, ref int at, ReadOnlySpan<byte> key, ulong value)
    {
        Append(text, ref at, key, value >> 32);
        Append(text, ref at, ":"u8, (uint)value);
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out ulong value) =>
        Utf8Parser.TryParse(text, out value, out var used) && used == text.Length;

    private static bool TryPair(ReadOnlySpan<byte> text, out ulong value)
    {
        value = 0;
        var colon = text.IndexOf((byte)':');
        if (colon < 0 || !TryNumber(text[..colon], out var high) || !TryNumber(text[(colon + 1)..], out var low)
            || high > uint.MaxValue || low > uint.MaxValue)
            return false;
        value = (high << 32) | low;
        return true;
    }
}
