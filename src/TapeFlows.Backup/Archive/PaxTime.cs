using System.Buffers.Text;

namespace TapeFlows.Backup.Archive;

/// <summary>
/// Moments as pax records have them: a decimal number of seconds since 1970, sign and magnitude, so that half a second before 1970 is <c>-0.5</c>.
/// </summary>
internal static class PaxTime
{
    /// <summary>The longest text: sign, 19 digits, point, 9 digits.</summary>
    public const int MaxLength = 30;

    private const int PerSecond = 1_000_000_000;

    /// <summary>Writes a moment, without zeros at the end of its fraction.</summary>
    /// <param name="time">The moment.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public static int Format(UnixTime time, Span<byte> destination)
    {
        var (seconds, nanoseconds) = (time.Seconds, time.Nanoseconds);
        var at = 0;
        if (seconds < 0 && nanoseconds > 0)
        {
            // Rounded-down seconds plus a fraction become a magnitude: -6 s + 0.5 s is -5.5.
            seconds++;
            nanoseconds = PerSecond - nanoseconds;
            if (seconds == 0)
                destination[at++] = (byte)'-';
        }

        Utf8Formatter.TryFormat(seconds, destination[at..], out var written);
        at += written;
        if (nanoseconds == 0)
            return at;
        destination[at++] = (byte)'.';
        Utf8Formatter.TryFormat(nanoseconds, destination[at..], out written, new System.Buffers.StandardFormat('D', 9));
        at += written;
        while (destination[at - 1] == '0')
            at--;
        return at;
    }

    /// <summary>Reads a moment; digits behind the ninth of the fraction are dropped.</summary>
    /// <param name="text">The record's value.</param>
    /// <param name="time">The moment.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out UnixTime time)
    {
        time = default;
        var isNegative = text.StartsWith("-"u8);
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        if (!Utf8Parser.TryParse(whole, out long seconds, out var used) || used != whole.Length
            || !TryParseFraction(point < 0 ? [] : text[(point + 1)..], out var nanoseconds))
            return false;
        if (isNegative && nanoseconds > 0)
        {
            if (seconds == long.MinValue)
                return false;
            seconds--;
            nanoseconds = PerSecond - nanoseconds;
        }

        time = new UnixTime(seconds, nanoseconds);
        return true;
    }

    private static bool TryParseFraction(ReadOnlySpan<byte> digits, out int nanoseconds)
    {
        nanoseconds = 0;
        for (var i = 0; i < Math.Max(9, digits.Length); i++)
        {
            var digit = i < digits.Length ? digits[i] - '0' : 0;
            if (digit is < 0 or > 9)
                return false;
            if (i < 9)
                nanoseconds = (nanoseconds * 10) + digit;
        }

        return true;
    }
}
