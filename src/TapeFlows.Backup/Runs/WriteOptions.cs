using TapeFlows.Backup.Compression;
using TapeFlows.Backup.Streaming;

namespace TapeFlows.Backup.Runs;

/// <summary>How a set is brought to tape, wherever its content comes from: see the properties of the same names of <see cref="BackupRequest"/>.</summary>
internal sealed record WriteOptions(int BlockSize, long SegmentSize, long BufferBytes, int MostSuspectVolumes, string SpoolFolder)
{
    /// <summary>How its data is cut and buffered.</summary>
    public StreamShape ShapeOf(BackupSet set) => new(BlockSize, SegmentSize, BufferBytes, CompressionMethods.Parse(set.Compression));

    /// <summary>Refuses what cannot work, naming the option.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public void Validate()
    {
        if (BlockSize is < 4096 or > 16_773_120 || BlockSize % 512 != 0)
            throw new ArgumentException($"The block size {BlockSize} is not usable: a multiple of 512 from 4096 to 16773120 is.");
        if (SegmentSize < 64 * 1024)
            throw new ArgumentException($"The segment size {SegmentSize} is too small: 65536 bytes is the least.");
        if (MostSuspectVolumes < 0)
            throw new ArgumentException($"{MostSuspectVolumes} volumes with media errors are not usable: 0 or more.");
    }
}
