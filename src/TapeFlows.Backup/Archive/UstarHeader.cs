using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TapeFlows.Backup.Archive;

/// <summary>The fields of a tar header block (POSIX pax, "ustar Interchange Format"), written in place.</summary>
internal readonly ref struct UstarHeader
{
    /// <summary>The largest user, group or device number that seven octal digits hold.</summary>
    public const uint MaxNumber = 0x1f_ffff;

    /// <summary>The largest size or time that eleven octal digits hold, one byte under 8 GiB.</summary>
    public const long MaxLong = 0x1_ffff_ffff;

    /// <summary>The longest name in the name and link name fields.</summary>
    public const int NameLength = 100;

    /// <summary>The length of the prefix field.</summary>
    public const int PrefixLength = 155;

    /// <summary>The longest user or group name: the field ends in a NUL.</summary>
    public const int OwnerNameLength = 31;

    private readonly Span<byte> _block;

    /// <summary>Clears a block and makes it a header of a type.</summary>
    /// <param name="block">512 bytes.</param>
    /// <param name="type">The type flag.</param>
    public UstarHeader(Span<byte> block, TypeFlag type)
    {
        _block = block[..TarBlock.Size];
        _block.Clear();
        _block[156] = (byte)type;
        "ustar\000"u8.CopyTo(_block[257..]);
        Octal(329, 8, 0);
        Octal(337, 8, 0);
    }

    /// <summary>The name, cut to what fits. The prefix field stays empty: not every pax reader joins it, and all read a path record.</summary>
    public void SetName(ReadOnlySpan<byte> name) => name[..Math.Min(name.Length, NameLength)].CopyTo(_block);

    /// <summary>The link name, cut to what fits.</summary>
    public void SetLinkName(ReadOnlySpan<byte> name) => name[..Math.Min(name.Length, NameLength)].CopyTo(_block[157..]);

    /// <summary>Permission bits.</summary>
    public void SetMode(uint mode) => Octal(100, 8, mode & 0xfff);

    /// <summary>Owner and group by number; too large ones become the largest.</summary>
    public void SetOwner(uint userId, uint groupId)
    {
        Octal(108, 8, Math.Min(userId, MaxNumber));
        Octal(116, 8, Math.Min(groupId, MaxNumber));
    }

    /// <summary>Owner and group by name; what does not fit stays empty.</summary>
    public void SetOwnerNames(string? user, string? group)
    {
        if (FitsOwnerName(user))
            System.Text.Encoding.ASCII.GetBytes(user, _block[265..]);
        if (FitsOwnerName(group))
            System.Text.Encoding.ASCII.GetBytes(group, _block[297..]);
    }

    /// <summary>Content length; one too large becomes the largest.</summary>
    public void SetSize(long size) => Octal(124, 12, Math.Min(size, MaxLong));

    /// <summary>Modification time in seconds since 1970; the nearest that fits.</summary>
    public void SetModifiedAt(long seconds) => Octal(136, 12, Math.Clamp(seconds, 0, MaxLong));

    /// <summary>Numbers of a device node; too large ones become the largest.</summary>
    public void SetDevice(uint major, uint minor)
    {
        Octal(329, 8, Math.Min(major, MaxNumber));
        Octal(337, 8, Math.Min(minor, MaxNumber));
    }

    /// <summary>Ends the header: six digits, a NUL and a space over the sum of all bytes with that field as spaces.</summary>
    public void Seal()
    {
        Octal(148, 7, (ulong)Checksum(_block));
        _block[155] = (byte)' ';
    }

    /// <summary>Whether a name or link name needs no record: 7-bit and short enough.</summary>
    public static bool FitsName(ReadOnlySpan<byte> name) => name.Length <= NameLength && System.Text.Ascii.IsValid(name);

    /// <summary>Whether the name of an owner needs no record.</summary>
    public static bool FitsOwnerName([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? name) =>
        name is { Length: <= OwnerNameLength } && System.Text.Ascii.IsValid(name);

    /// <summary>The sum that a header must carry.</summary>
    /// <param name="block">512 bytes.</param>
    // Once per file, twice for most: in the compiler's first, unoptimized code this loop was a fifth of the work of reading small files.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Checksum(ReadOnlySpan<byte> block)
    {
        // Eight bytes at a time in four lanes of 16 bits: 64 times twice 255 does not overflow a lane.
        const ulong Lanes = 0x00FF_00FF_00FF_00FF;
        ulong lanes = 0;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(block[..TarBlock.Size]))
            lanes += (word & Lanes) + ((word >> 8) & Lanes);
        var sum = (int)((lanes & 0xFFFF) + ((lanes >> 16) & 0xFFFF) + ((lanes >> 32) & 0xFFFF) + (lanes >> 48));
        foreach (var value in block[148..156])
            sum += ' ' - value;
        return sum;
    }

    /// <summary>Whether a block is all zeros.</summary>
    public static bool IsZero(ReadOnlySpan<byte> block) => !block.ContainsAnyExcept((byte)0);

    private void Octal(int offset, int width, ulong value)
    {
        for (var i = offset + width - 2; i >= offset; i--)
        {
            _block[i] = (byte)('0' + (value & 7));
            value >>= 3;
        }
    }

    private void Octal(int offset, int width, long value) => Octal(offset, width, (ulong)value);
}
