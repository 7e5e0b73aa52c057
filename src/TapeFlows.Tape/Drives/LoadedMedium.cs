namespace TapeFlows.Tape.Drives;

/// <summary>A cartridge that is threaded in an emulated drive.</summary>
/// <param name="Recording">What is on it; the drive disposes of it when it unloads.</param>
/// <param name="Information">What a drive tells of it.</param>
internal sealed record LoadedMedium(Recording Recording, MediumInformation Information)
{
    /// <summary>
    /// Bytes before the physical end at which early warning begins: room for the longest block that may still be under way and for labels and marks
    /// of a trailer, more on larger media.
    /// </summary>
    public static long EarlyWarningZone(long capacity, int maxBlockSize) =>
        Recording.SizeOfBlock(maxBlockSize) + Math.Clamp(capacity / 256, 64 * 1024, 16 * 1024 * 1024);
}
