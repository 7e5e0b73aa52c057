using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TapeFlows.Server.Data;

/// <summary>A number of bytes as people write it: <c>64MiB</c>, <c>1.5 TB</c>, <c>4096</c>.</summary>
/// <param name="Bytes">How many.</param>
[JsonConverter(typeof(Converter))]
internal readonly record struct ByteSize(long Bytes)
{
    private static readonly (string Suffix, long Factor)[] Units =
    [
        ("KiB", 1L << 10), ("MiB", 1L << 20), ("GiB", 1L << 30), ("TiB", 1L << 40), ("PiB", 1L << 50),
        ("KB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("PB", 1_000_000_000_000_000),
        // A letter alone counts in 1024s, as dd, tar and mt take it.
        ("K", 1L << 10), ("M", 1L << 20), ("G", 1L << 30), ("T", 1L << 40), ("P", 1L << 50),
        ("B", 1),
    ];

    /// <summary>Reads a size.</summary>
    /// <param name="text">A number, not negative, and perhaps a unit in any case.</param>
    /// <param name="size">What it says.</param>
    /// <returns>Whether it is one, and fits 63 bits.</returns>
    public static bool TryParse(string text, out ByteSize size)
    {
        size = default;
        var number = text.AsSpan().Trim();
        long factor = 1;
        foreach (var unit in Units)
        {
            if (!number.EndsWith(unit.Suffix, StringComparison.OrdinalIgnoreCase))
                continue;
            number = number[..^unit.Suffix.Length].TrimEnd();
            factor = unit.Factor;
            break;
        }

        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) || value > long.MaxValue / factor)
            return false;
        var bytes = value * factor;
        if (bytes != decimal.Truncate(bytes))
            return false;
        size = new ByteSize((long)bytes);
        return true;
    }

    /// <summary>The exact value with the largest binary unit that leaves no fraction.</summary>
    public override string ToString()
    {
        for (var i = 4; i >= 0; i--)
        {
            if (Bytes != 0 && Bytes % Units[i].Factor == 0)
                return (Bytes / Units[i].Factor).ToString(CultureInfo.InvariantCulture) + Units[i].Suffix;
        }

        return Bytes.ToString(CultureInfo.InvariantCulture);
    }

    internal sealed class Converter : JsonConverter<ByteSize>
    {
        public override ByteSize Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var bytes) && bytes >= 0)
                return new ByteSize(bytes);
            return reader.TokenType == JsonTokenType.String && TryParse(reader.GetString()!, out var size)
                ? size
                : throw new JsonException("A size is a number of bytes or a text such as \"64MiB\".");
        }

        public override void Write(Utf8JsonWriter writer, ByteSize value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
