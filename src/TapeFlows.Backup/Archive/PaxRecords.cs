using System.Buffers.Text;
using System.Text;

namespace TapeFlows.Backup.Archive;

/// <summary>
/// A buffer of pax extended header records, each <c>LENGTH KEYWORD=VALUE\n</c> where the length counts itself (POSIX pax, "pax Extended
/// Header"). Reused from member to member; it only grows.
/// </summary>
internal sealed class PaxRecords
{
    /// <summary>The longest header body that is written or read, in bytes.</summary>
    public const int MaxLength = 8 * 1024 * 1024;

    private byte[] _buffer = new byte[2048];

    /// <summary>The records so far.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, Length);

    /// <summary>Their length in bytes.</summary>
    public int Length { get; private set; }

    /// <summary>Forgets all records.</summary>
    public void Clear() => Length = 0;

    /// <summary>Adds a record.</summary>
    /// <param name="keyword">Without an equals sign.</param>
    /// <param name="value">Any bytes.</param>
    public void Add(ReadOnlySpan<byte> keyword, ReadOnlySpan<byte> value)
    {
        var at = Begin(keyword, value.Length);
        value.CopyTo(_buffer.AsSpan(at));
    }

    /// <summary>Adds a record whose value is text, in UTF-8.</summary>
    /// <param name="keyword">Without an equals sign.</param>
    /// <param name="value">The text.</param>
    public void Add(ReadOnlySpan<byte> keyword, string value)
    {
        var at = Begin(keyword, Encoding.UTF8.GetByteCount(value));
        Encoding.UTF8.GetBytes(value, _buffer.AsSpan(at));
    }

    /// <summary>Adds a record whose value is a number in decimal.</summary>
    /// <param name="keyword">Without an equals sign.</param>
    /// <param name="value">The number.</param>
    public void Add(ReadOnlySpan<byte> keyword, long value)
    {
        Span<byte> digits = stackalloc byte[20];
        Utf8Formatter.TryFormat(value, digits, out var count);
        Add(keyword, digits[..count]);
    }

    /// <summary>Adds a record whose value is a moment: seconds since 1970, with a fraction only where there is one.</summary>
    /// <param name="keyword">Without an equals sign.</param>
    /// <param name="value">The moment.</param>
    public void Add(ReadOnlySpan<byte> keyword, UnixTime value)
    {
        Span<byte> text = stackalloc byte[PaxTime.MaxLength];
        Add(keyword, text[..PaxTime.Format(value, text)]);
    }

    /// <summary>How many decimal digits a number has, 1 to 19.</summary>
    /// <param name="number">0 or more.</param>
    internal static int DigitsOf(long number)
    {
        var digits = 1;
        while (number >= 10)
        {
            number /= 10;
            digits++;
        }

        return digits;
    }

    /// <summary>The length of a whole record, its own length field included.</summary>
    /// <param name="rest">Everything behind the digits: the space, keyword, equals sign, value and newline.</param>
    internal static int RecordLength(int rest)
    {
        var length = rest + DigitsOf(rest);
        return rest + DigitsOf(length);
    }

    // Writes all of a record but its value, and says where the value goes.
    private int Begin(ReadOnlySpan<byte> keyword, int valueLength)
    {
        var length = RecordLength(keyword.Length + valueLength + 3);
        var end = Length + length;
        if (end > MaxLength)
            throw new InvalidOperationException(
                $"The extended header of a member would exceed {MaxLength} bytes: its names and attributes are too large to be archived.");
        if (end > _buffer.Length)
            Array.Resize(ref _buffer, Math.Min(MaxLength, Math.Max(end, 2 * _buffer.Length)));
        Utf8Formatter.TryFormat(length, _buffer.AsSpan(Length), out var at);
        at += Length;
        _buffer[at++] = (byte)' ';
        keyword.CopyTo(_buffer.AsSpan(at));
        at += keyword.Length;
        _buffer[at++] = (byte)'=';
        _buffer[end - 1] = (byte)'\n';
        Length = end;
        return at;
    }
}
