namespace TapeFlows.Backup.Archive;

/// <summary>A tar header block read with suspicion: POSIX ustar, the older form without prefix, and GNU tar's base-256 numbers.</summary>
internal readonly ref struct UstarFields
{
    private readonly ReadOnlySpan<byte> _block;
    private readonly long _offset;

    /// <summary>Checks the checksum.</summary>
    /// <param name="block">512 bytes.</param>
    /// <param name="offset">Where it was read, for messages.</param>
    /// <exception cref="ArchiveFormatException">The checksum does not fit the block.</exception>
    public UstarFields(ReadOnlySpan<byte> block, long offset)
    {
        _block = block[..TarBlock.Size];
        _offset = offset;
        var stated = Number(148, 8, "checksum");
        if (stated != UstarHeader.Checksum(_block))
            throw new ArchiveFormatException(offset, "no tar header here, or a damaged one: its checksum does not fit");
    }

    /// <summary>What the header announces.</summary>
    public TypeFlag Type => (TypeFlag)_block[156];

    /// <summary>Name with prefix, as it stands.</summary>
    public byte[] Name
    {
        get
        {
            var name = Text(0, UstarHeader.NameLength);
            var prefix = IsPosix ? Text(345, UstarHeader.PrefixLength) : default;
            return prefix.IsEmpty ? name.ToArray() : [.. prefix, (byte)'/', .. name];
        }
    }

    /// <summary>Link name.</summary>
    public byte[] LinkName => Text(157, UstarHeader.NameLength).ToArray();

    /// <summary>Permission bits.</summary>
    public uint Mode => (uint)Number(100, 8, "mode") & 0xfff;

    /// <summary>Content length.</summary>
    public long Size
    {
        get
        {
            var size = Number(124, 12, "size");
            return size is >= 0 and <= TarBlock.MaxContentLength ? size : throw Bad("size");
        }
    }

    /// <summary>Modification time in seconds since 1970.</summary>
    public long ModifiedAt => Number(136, 12, "modification time");

    /// <summary>The owner's number.</summary>
    public uint UserId => Small(108, "user number");

    /// <summary>The group's number.</summary>
    public uint GroupId => Small(116, "group number");

    /// <summary>The owner's name.</summary>
    public string? UserName => OwnerName(265);

    /// <summary>The group's name.</summary>
    public string? GroupName => OwnerName(297);

    /// <summary>Major number of a device node.</summary>
    public uint DeviceMajor => Small(329, "device number");

    /// <summary>Minor number of a device node.</summary>
    public uint DeviceMinor => Small(337, "device number");

    // POSIX: "ustar" NUL "00"; GNU: "ustar" two spaces NUL, and other fields where POSIX has the prefix.
    private bool IsPosix => _block[257..263].SequenceEqual("ustar\0"u8);

    private bool HasOwnerNames => _block[257..262].SequenceEqual("ustar"u8);

    private string? OwnerName(int offset)
    {
        if (!HasOwnerNames)
            return null;
        var name = Text(offset, 32);
        return name.IsEmpty ? null : System.Text.Encoding.UTF8.GetString(name);
    }

    private ReadOnlySpan<byte> Text(int offset, int width)
    {
        var field = _block.Slice(offset, width);
        var end = field.IndexOf((byte)0);
        return end < 0 ? field : field[..end];
    }

    private uint Small(int offset, string what)
    {
        var value = Number(offset, 8, what);
        return value is >= 0 and <= uint.MaxValue ? (uint)value : throw Bad(what);
    }

    private long Number(int offset, int width, string what)
    {
        var field = _block.Slice(offset, width);
        return (field[0] & 0x80) != 0 ? Base256(field, what) : Octal(field, what);
    }

    private long Octal(ReadOnlySpan<byte> field, string what)
    {
        field = field.TrimStart((byte)' ');
        long value = 0;
        var digits = 0;
        foreach (var digit in field)
        {
            if (digit is 0 or (byte)' ')
                break;
            if (digit is < (byte)'0' or > (byte)'7')
                throw Bad(what);
            value = (value << 3) | (uint)(digit - '0');
            digits++;
        }

        return field[digits..].ContainsAnyExcept((byte)0, (byte)' ') ? throw Bad(what) : value;
    }

    // GNU tar: first byte 0x80 positive, 0xff negative, the rest two's complement, most significant byte first.
    private long Base256(ReadOnlySpan<byte> field, string what)
    {
        var isNegative = field[0] == 0xff;
        var fill = isNegative ? (byte)0xff : (byte)0;
        if (!isNegative && field[0] != 0x80)
            throw Bad(what);
        var value = isNegative ? -1L : 0L;
        var digits = field[1..];
        if (digits.Length > 8 && digits[..^8].ContainsAnyExcept(fill))
            throw Bad(what);
        foreach (var digit in digits.Length > 8 ? digits[^8..] : digits)
            value = (value << 8) | digit;
        return (value < 0) == isNegative ? value : throw Bad(what);
    }

    private ArchiveFormatException Bad(string what) => new(_offset, $"the {what} in the header is not a number or out of range");
}
