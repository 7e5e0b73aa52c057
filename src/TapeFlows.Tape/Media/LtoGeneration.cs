namespace TapeFlows.Tape.Media;

/// <summary>What is known of a generation of LTO drives and media: the makers' figures, for plans, estimates and virtual libraries.</summary>
/// <param name="Name">For example <c>LTO-8</c>.</param>
/// <param name="DataSuffix">How the barcode of a data cartridge ends.</param>
/// <param name="WormSuffix">How the barcode of a WORM cartridge ends.</param>
/// <param name="NativeCapacity">Bytes without compression.</param>
/// <param name="NativeRate">Bytes per second without compression.</param>
/// <param name="FloorRate">The slowest speed the drive can match, bytes per second; below it the tape stops and starts.</param>
/// <param name="Load">From insertion to ready.</param>
/// <param name="AverageLocate">From the beginning to the middle of the data.</param>
/// <param name="Unload">From the beginning of the tape to ejected.</param>
public sealed record LtoGeneration(
    string Name,
    string DataSuffix,
    string WormSuffix,
    long NativeCapacity,
    long NativeRate,
    long FloorRate,
    TimeSpan Load,
    TimeSpan AverageLocate,
    TimeSpan Unload)
{
    private const long Terabyte = 1_000_000_000_000;
    private const long Megabyte = 1_000_000;

    /// <summary>
    /// The generations in use, oldest first. The makers have not told all of LTO-10 yet: its times are those of LTO-9 and its capacity that of the smaller
    /// cartridge.
    /// </summary>
    public static IReadOnlyList<LtoGeneration> All { get; } =
    [
        Generation("LTO-5", "L5", "LV", 1.5, 140, 45, 12, 60, 17),
        Generation("LTO-6", "L6", "LW", 2.5, 160, 50, 12, 62, 17),
        Generation("LTO-7", "L7", "LX", 6, 300, 101.5, 15, 56, 20),
        Generation("LTO-8", "L8", "LY", 12, 360, 112, 15, 59, 24),
        Generation("LTO-9", "L9", "LZ", 18, 400, 177, 16, 65, 56),
        Generation("LTO-10", "LA", "PA", 30, 400, 177, 16, 65, 56),
    ];

    /// <summary>How long one stop, backhitch and start takes; the makers tell "some seconds".</summary>
    public static TimeSpan Reposition { get; } = TimeSpan.FromSeconds(3);

    /// <summary>Finds a generation by its name, in any case; <see langword="null"/> when it is not in the table.</summary>
    public static LtoGeneration? Find(string name) =>
        All.FirstOrDefault(generation => string.Equals(generation.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <summary>How long the tape takes from one place to another, from a linear model of the average.</summary>
    /// <param name="distance">Bytes of native capacity between the places, in either direction.</param>
    /// <param name="capacity">Native capacity of the medium, bytes.</param>
    public TimeSpan LocateTime(long distance, long capacity) =>
        distance == 0 || capacity <= 0 ? TimeSpan.Zero : AverageLocate * Math.Min(2.0, 2.0 * Math.Abs(distance) / capacity);

    /// <summary>How long so many bytes take at the native rate.</summary>
    public TimeSpan TransferTime(long bytes) => TimeSpan.FromSeconds((double)bytes / NativeRate);

    private static LtoGeneration Generation(
        string name, string data, string worm, double terabytes, double rate, double floor, int load, int locate, int unload) =>
        new(name, data, worm, (long)(terabytes * Terabyte), (long)(rate * Megabyte), (long)(floor * Megabyte),
            TimeSpan.FromSeconds(load), TimeSpan.FromSeconds(locate), TimeSpan.FromSeconds(unload));
}
