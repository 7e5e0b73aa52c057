using TapeFlows.Backup.Comparison;
using TapeFlows.Backup.Sources;

namespace TapeFlows.Backup.Runs;

/// <summary>What to back up, and how.</summary>
public sealed record BackupRequest
{
    /// <summary>What is read.</summary>
    public required SourceOptions Sources { get; init; }

    /// <summary>
    /// The identity of the set; <see langword="null"/>: a new one. When there is a set of that identity already, because the run that began it was
    /// interrupted, this run goes on with it behind its last committed piece; its type, base, pool and compression stay what they were. On one
    /// machine nobody else can write it then; of several, the caller has to see to that.
    /// </summary>
    public Guid? SetId { get; init; }

    /// <summary>What the set shall hold. Without a base set a full one is made, and the result says so.</summary>
    public BackupType Type { get; init; } = BackupType.Full;

    /// <summary>The pool that the volumes come from: see <see cref="Backup.Pool.NameRule"/>.</summary>
    public string Pool { get; init; } = "default";

    /// <summary><c>none</c>, <c>gzip</c> or <c>zstd</c>.</summary>
    public string Compression { get; init; } = "none";

    /// <summary>Bytes per tape block: a multiple of 512, 4 KiB to 16 MiB less one page, and no more than the drive takes.</summary>
    public int BlockSize { get; init; } = 1024 * 1024;

    /// <summary>Bytes per segment before compression, 64 KiB or more.</summary>
    public long SegmentSize { get; init; } = 16L * 1024 * 1024 * 1024;

    /// <summary>Bytes of the buffer in front of the drive.</summary>
    public long BufferBytes { get; init; } = 96L * 1024 * 1024;

    /// <summary>How a differential or incremental set finds out what changed.</summary>
    public ComparisonOptions Comparison { get; init; } = new();

    /// <summary>How many threads read small files ahead, 1 to 64.</summary>
    public int Readers { get; init; } = Math.Clamp(Environment.ProcessorCount, 2, 8);

    /// <summary>
    /// On how many volumes a media error may end the writing, 0 or more, before the run gives up: the next one may be sound, but a drive with dirty
    /// heads would spoil one after the other.
    /// </summary>
    public int MostSuspectVolumes { get; init; } = 2;

    /// <summary>Where the manifest is gathered until it goes to tape; needs about 400 bytes per file.</summary>
    public required string SpoolFolder { get; init; }

    internal WriteOptions Writing => new(BlockSize, SegmentSize, BufferBytes, MostSuspectVolumes, SpoolFolder);

    /// <summary>Refuses what cannot work, naming the option.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public void Validate()
    {
        Writing.Validate();
        if (!Backup.Compression.CompressionMethods.TryParse(Compression, out _))
            throw new ArgumentException($"The compression '{Compression}' is unknown: none, gzip or zstd.");
        if (!Backup.Pool.IsName(Pool))
            throw new ArgumentException($"'{Pool}' cannot be the name of a pool: {Backup.Pool.NameRule}.");
        if (Sources.Roots.Count == 0)
            throw new ArgumentException("There is nothing to back up: name at least one file or directory.");
        if (Readers is < 1 or > 64)
            throw new ArgumentException($"{Readers} readers are not usable: 1 to 64.");
    }
}
