using TapeFlows.Backup;
using TapeFlows.Tape.Changers;

namespace TapeFlows.Operations;

/// <summary>What a host gives its operations to work with: the catalog, the library, and what holds where a request says nothing.</summary>
public sealed record TapeSite
{
    /// <summary>The catalog.</summary>
    public required ICatalog Catalog { get; init; }

    /// <summary>The library; the host disposes it.</summary>
    public required ITapeLibrary Library { get; init; }

    /// <summary>The time.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>Where manifests are gathered until they go to tape.</summary>
    public required string SpoolFolder { get; init; }

    /// <summary>Directories that no backup ever reads, above all the one with the virtual cartridges.</summary>
    public IReadOnlyList<string> LeaveOut { get; init; } = [];

    /// <summary>Bytes per tape block.</summary>
    public int BlockSize { get; init; } = 1 << 20;

    /// <summary>Bytes per segment before compression.</summary>
    public long SegmentSize { get; init; } = 16L << 30;

    /// <summary>Bytes of the buffer in front of the drive.</summary>
    public long BufferBytes { get; init; } = 96L << 20;

    /// <summary>The pool when a request names none.</summary>
    public string DefaultPool { get; init; } = "default";

    /// <summary>The compression when a request names none.</summary>
    public string DefaultCompression { get; init; } = "none";
}
