using System.Globalization;
using System.Text;

namespace TapeFlows.Tape.Labels;

/// <summary>
/// The text of a user label as this product uses it: <c>KEY=VALUE</c> pairs with one blank between them, each pair whole within its label, in a fixed order.
/// Numbers are decimal without leading zeros, identifiers and checksums hexadecimal, times ISO 8601 in UTC.
/// </summary>
internal sealed class UserFieldWriter
{
    private readonly StringBuilder _text = new(UserLabel.TextLength);

    public UserFieldWriter Add(string key, string value)
    {
        if (_text.Length > 0)
            _text.Append(' ');
        _text.Append(key).Append('=').Append(value);
        return this;
    }

    public UserFieldWriter Add(string key, long value) => Add(key, value.ToString(CultureInfo.InvariantCulture));

    public UserFieldWriter Add(string key, Guid value) => Add(key, value.ToString("N").ToUpperInvariant());

    public UserFieldWriter Add(string key, DateTimeOffset value) => Add(key, value.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));

    public override string ToString() => _text.ToString();
}

/// <summary>Takes the pairs of one user label, in their order.</summary>
internal ref struct UserFieldReader(string text, int offset)
{
    private int _place;

    /// <summary>Where the next pair begins, in bytes from the beginning of the group.</summary>
    public readonly int Offset => offset + _place;

    public string Text(string key) =>
        TryText(key) ?? throw new LabelFormatException($"The value {key} is missing", Offset);

    /// <summary>The value, or null when another key or the end stands there.</summary>
    public string? TryText(string key)
    {
        if (!text.AsSpan(_place).StartsWith(key + "=", StringComparison.Ordinal))
            return null;
        var begin = _place + key.Length + 1;
        var end = text.IndexOf(' ', begin);
        _place = end < 0 ? text.Length : end + 1;
        return text[begin..(end < 0 ? text.Length : end)];
    }

    public long Number(string key, long least, long most)
    {
        var place = Offset;
        var value = Text(key);
        return long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new LabelFormatException($"{key}={value} is no number from {least} to {most}", place);
    }

    public Guid Identifier(string key) =>
        TryIdentifier(key) ?? throw new LabelFormatException($"The identifier {key} is missing", Offset);

    public Guid? TryIdentifier(string key)
    {
        var place = Offset;
        if (TryText(key) is not { } value)
            return null;
        return Guid.TryParseExact(value, "N", out var identifier) ? identifier : throw new LabelFormatException($"{key}={value} is no identifier", place);
    }

    public byte[] Checksum(string key)
    {
        var place = Offset;
        var value = Text(key);
        return value.Length == 64 && value.All(char.IsAsciiHexDigit)
            ? Convert.FromHexString(value)
            : throw new LabelFormatException($"{key}={value} is no SHA-256", place);
    }

    public DateTimeOffset Time(string key) =>
        TryTime(key) ?? throw new LabelFormatException($"The time {key} is missing", Offset);

    public DateTimeOffset? TryTime(string key)
    {
        var place = Offset;
        if (TryText(key) is not { } value)
            return null;
        return DateTimeOffset.TryParseExact(value, "yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw new LabelFormatException($"{key}={value} is no time", place);
    }

    public readonly void End()
    {
        if (_place < text.Length)
            throw new LabelFormatException($"'{text[_place..]}' is one value too many", Offset);
    }
}
