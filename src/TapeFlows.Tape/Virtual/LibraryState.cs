using System.Text.Json;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>The content of <c>library.json</c>: the shape of a virtual library and where each cartridge is.</summary>
internal sealed record LibraryState
{
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    public required string MediumType { get; init; }

    public required long Capacity { get; init; }

    public required int MaxBlockSize { get; init; }

    public required string BarcodePrefix { get; init; }

    public bool RealisticTiming { get; init; }

    public required List<LibraryPlace> Places { get; init; }

    public static string PathIn(string directory) => Path.Combine(directory, "library.json");

    public static LibraryState Read(string directory)
    {
        var path = PathIn(directory);
        try
        {
            var state = JsonSerializer.Deserialize(File.ReadAllBytes(path), VirtualJson.Default.LibraryState);
            if (state is { Format: CurrentFormat })
                return state;
            throw new VirtualLibraryException($"'{path}' has format {state?.Format}; this software reads {CurrentFormat}. Nothing was changed.");
        }
        catch (JsonException failure)
        {
            throw new VirtualLibraryException($"'{path}' cannot be read: {failure.Message} Nothing was changed.", failure);
        }
        catch (IOException failure)
        {
            throw new VirtualLibraryException($"There is no virtual library in '{directory}': {failure.Message}", failure);
        }
    }

    public void Write(string directory) =>
        DurableFile.Replace(PathIn(directory), JsonSerializer.SerializeToUtf8Bytes(this, VirtualJson.Default.LibraryState));

    public LibraryPlace? At(int address) => Places.Find(place => place.Address == address);

    public LibraryPlace? Holding(string barcode) => Places.Find(place => string.Equals(place.Barcode, barcode, StringComparison.Ordinal));

    public LibraryPlace? Drive(string name) => Places.Find(place => string.Equals(place.DriveName, name, StringComparison.Ordinal));

    public LibraryState With(LibraryPlace changed) =>
        this with { Places = Places.ConvertAll(place => place.Address == changed.Address ? changed : place) };
}

/// <summary>A drive or slot and what is in it.</summary>
internal sealed record LibraryPlace(int Address, ElementKind Kind, string? Barcode = null, string? DriveName = null)
{
    /// <summary>A drive that holds its cartridge fast.</summary>
    public bool Loaded { get; init; }

    /// <summary>Of a drive: alerts that nobody has read yet.</summary>
    public TapeAlerts? Alerts { get; init; }

    /// <summary>Of a drive: it asks to be cleaned.</summary>
    public bool? NeedsCleaning { get; init; }
}
