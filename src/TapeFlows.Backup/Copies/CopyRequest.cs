using TapeFlows.Backup.Runs;

namespace TapeFlows.Backup.Copies;

/// <summary>What to copy, and where to.</summary>
public sealed record CopyRequest
{
    /// <summary>The set, or a copy of it: what can be read without a person is read. It is complete.</summary>
    public required Guid SetId { get; init; }

    /// <summary>The pool that the copy goes to: see <see cref="Backup.Pool.NameRule"/>. Never onto a volume that holds the same already.</summary>
    public required string Pool { get; init; }

    /// <summary>
    /// The identity of the copy; <see langword="null"/>: a new one. When there is a copy of that identity already, because the run that began it was interrupted, this run goes on with
    /// it behind its last committed piece.
    /// </summary>
    public Guid? CopyId { get; init; }

    /// <summary><c>none</c>, <c>gzip</c> or <c>zstd</c>; <see langword="null"/>: as the set.</summary>
    public string? Compression { get; init; }

    /// <summary>How many drives can be used. With two or more the set is read from one while it is written to another; with one it goes segment by segment through the spool folder.</summary>
    public int Drives { get; init; } = 1;

    /// <summary>Bytes per tape block: see <see cref="BackupRequest.BlockSize"/>.</summary>
    public int BlockSize { get; init; } = 1024 * 1024;

    /// <summary>Bytes of the buffer in front of the drive that writes; as much is read ahead.</summary>
    public long BufferBytes { get; init; } = 96L * 1024 * 1024;

    /// <summary>See <see cref="BackupRequest.MostSuspectVolumes"/>.</summary>
    public int MostSuspectVolumes { get; init; } = 2;

    /// <summary>Where the manifest is gathered, and with one drive a segment is kept between reading and writing.</summary>
    public required string SpoolFolder { get; init; }

    // Segments are those of the set, whatever their size.
    internal WriteOptions Writing => new(BlockSize, long.MaxValue, BufferBytes, MostSuspectVolumes, SpoolFolder);

    /// <summary>Refuses what cannot work, naming the option.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public void Validate()
    {
        Writing.Validate();
        if (Compression is not null && !Backup.Compression.CompressionMethods.TryParse(Compression, out _))
            throw new ArgumentException($"The compression '{Compression}' is unknown: none, gzip or zstd.");
        if (!Backup.Pool.IsName(Pool))
            throw new ArgumentException($"'{Pool}' cannot be the name of a pool: {Backup.Pool.NameRule}.");
        if (Drives < 1)
            throw new ArgumentException($"{Drives} drives are not usable: 1 or more.");
    }
}

/// <summary>What a copy run did.</summary>
public sealed record CopyResult
{
    /// <summary>The copy as the catalog has it now.</summary>
    public required BackupSet Set { get; init; }

    /// <summary>What was read: the set that was named, or another that holds the same.</summary>
    public required Guid ReadFrom { get; init; }

    /// <summary>Whether a complete copy was in the pool already: nothing was written.</summary>
    public bool WasThere { get; init; }

    /// <summary>The volumes that the copy is on, in order.</summary>
    public required IReadOnlyList<string> Volumes { get; init; }

    /// <summary>What is to be told about the run as a whole.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Bytes that went to tape, labels not counted.</summary>
    public long TapeBytes { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }
}
