using System.Globalization;
using System.Text.Json;
using TapeFlows.Backup.Archive;

namespace TapeFlows.Backup.Manifest;

/// <summary>A line of a manifest as an object whose properties are asked for by name.</summary>
internal readonly struct ManifestObject
{
    private readonly JsonElement _element;

    /// <summary>Parses a line.</summary>
    /// <param name="line">One JSON object.</param>
    /// <exception cref="JsonException">It is not one.</exception>
    public ManifestObject(ReadOnlyMemory<byte> line)
    {
        var reader = new Utf8JsonReader(line.Span, new JsonReaderOptions { MaxDepth = 8 });
        _element = JsonElement.ParseValue(ref reader);
        if (reader.BytesConsumed != line.Length || _element.ValueKind != JsonValueKind.Object)
            throw new JsonException("not one object");
    }

    private ManifestObject(JsonElement element) => _element = element;

    /// <summary>Whether the property is there.</summary>
    public bool Has(string name) => _element.TryGetProperty(name, out _);

    /// <summary>A text that must be there.</summary>
    public string Text(string name) => TextOrNone(name) ?? throw new FormatException($"{name} is missing");

    /// <summary>A text that may be missing.</summary>
    public string? TextOrNone(string name) => _element.TryGetProperty(name, out var value) ? value.GetString() : null;

    /// <summary>A list of texts.</summary>
    public string[] Texts(string name) =>
        _element.TryGetProperty(name, out var value)
            ? [.. value.EnumerateArray().Select(e => e.GetString() ?? "")]
            : throw new FormatException($"{name} is missing");

    /// <summary>A number, 0 or more, that counts as 0 when it is missing.</summary>
    public long Number(string name)
    {
        var number = _element.TryGetProperty(name, out var value) ? value.GetInt64() : 0;
        return number >= 0 ? number : throw new FormatException($"{name} is negative");
    }

    /// <summary>A number of 32 bits, 0 or more, that counts as 0 when it is missing.</summary>
    public int Small(string name) => checked((int)Number(name));

    /// <summary>A number up to 64 bits without sign.</summary>
    public ulong Big(string name) => _element.TryGetProperty(name, out var value) ? value.GetUInt64() : 0;

    /// <summary>An identifier that must be there.</summary>
    public Guid Id(string name) => Guid.Parse(Text(name), CultureInfo.InvariantCulture);

    /// <summary>A date that may be missing.</summary>
    public DateTimeOffset? Date(string name) =>
        TextOrNone(name) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind) : null;

    /// <summary>A SHA-256 in hexadecimal that may be missing.</summary>
    public byte[]? Sum(string name)
    {
        if (TextOrNone(name) is not { } text)
            return null;
        return text.Length == 64 ? Convert.FromHexString(text) : throw new FormatException($"{name} is no SHA-256");
    }

    /// <summary>A word that must be there and known.</summary>
    public T Word<T>(string name)
        where T : struct, Enum =>
        ManifestWords.ValueOf<T>(TextOrNone(name)) ?? throw new FormatException($"{name} is missing or unknown");

    /// <summary>A moment in seconds since 1970.</summary>
    public long Nanoseconds(string name) =>
        PaxTime.TryParse(System.Text.Encoding.UTF8.GetBytes(TextOrNone(name) ?? "0"), out var time)
            ? time.ToNanoseconds()
            : throw new FormatException($"{name} is no time");

    /// <summary>A name that may be missing, as bytes.</summary>
    public byte[]? Name(string name) => TextOrNone(name) is { } text ? PathText.FromDisplay(text) : null;

    /// <summary>A position of four numbers; the default when it is missing.</summary>
    public TapePosition Position(string name)
    {
        if (!_element.TryGetProperty(name, out var value))
            return default;
        if (value.GetArrayLength() != 4)
            throw new FormatException($"{name} is no position of four numbers");
        var position = new TapePosition(value[0].GetInt32(), value[1].GetInt64(), value[2].GetInt32(), value[3].GetInt32());
        return position is { Piece: >= 0, BlockAddress: >= 0, Offset: >= 0, Skip: >= 0 } ? position : throw new FormatException($"{name} is negative");
    }

    /// <summary>A list of objects, empty when it is missing.</summary>
    public IEnumerable<ManifestObject> Objects(string name) =>
        _element.TryGetProperty(name, out var value) ? value.EnumerateArray().Select(e => new ManifestObject(e)) : [];
}
