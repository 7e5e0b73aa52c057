using System.Text.Json;
using System.Text.Json.Serialization;
using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>The content of <c>cartridge.json</c>: what stands on the outside of a cartridge and in its memory chip.</summary>
internal sealed record CartridgeDescription
{
    public required string Barcode { get; init; }

    public required string MediumType { get; init; }

    /// <summary>Bytes until the physical end; the longest <c>data.tap</c> there can be. 0 for no end.</summary>
    public required long Capacity { get; init; }

    public bool Worm { get; init; }

    public bool WriteProtected { get; init; }

    public int LoadCount { get; init; }

    /// <summary>How often a cleaning cartridge can still be used; <see langword="null"/>: it is for data.</summary>
    public int? CleaningsLeft { get; init; }

    /// <summary>Bytes of blocks written over its life.</summary>
    public long BytesWritten { get; init; }

    /// <summary>The kernel's boot identifier when it was last loaded: tells a killed process from a restarted machine.</summary>
    public string? LoadedAtBoot { get; init; }

    private static string PathIn(string directory) => Path.Combine(directory, "cartridge.json");

    public static CartridgeDescription Read(string directory)
    {
        var path = PathIn(directory);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), VirtualJson.Default.CartridgeDescription)
                ?? throw new IOException($"'{path}' is empty.");
        }
        catch (JsonException failure)
        {
            throw new IOException($"'{path}' cannot be read as a cartridge description: {failure.Message}", failure);
        }
    }

    public void Write(string directory) =>
        DurableFile.Replace(PathIn(directory), JsonSerializer.SerializeToUtf8Bytes(this, VirtualJson.Default.CartridgeDescription));
}

/// <summary>The JSON files of virtual libraries.</summary>
[JsonSourceGenerationOptions(
    WriteIndented = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CartridgeDescription))]
[JsonSerializable(typeof(LibraryState))]
internal sealed partial class VirtualJson : JsonSerializerContext;
