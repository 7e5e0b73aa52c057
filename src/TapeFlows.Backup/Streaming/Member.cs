using TapeFlows.Backup.Archive;

namespace TapeFlows.Backup.Streaming;

/// <summary>One tar member on its way to the tape (or a deletion, which has no member): what the catalog will say of it, and where it stands.</summary>
internal sealed class Member
{
    /// <summary>The entry; for a deletion what the base set knew of it.</summary>
    public required FileEntry Entry { get; init; }

    /// <summary>How its content stands on tape.</summary>
    public MemberContent Content { get; init; }

    /// <summary>Its number in the set; 0: not cataloged (a manifest's member).</summary>
    public long Ordinal { get; init; }

    /// <summary>What is to be known about it.</summary>
    public FileState State { get; set; }

    /// <summary>Its checksum, when it was taken while reading ahead.</summary>
    public byte[]? Sha256 { get; init; }

    /// <summary>Its running checksum, when it is taken in passing.</summary>
    public LargeFile? Large { get; init; }

    /// <summary>See <see cref="CatalogFile.Counterpart"/>.</summary>
    public EntryPath? Counterpart { get; init; }

    /// <summary>The last (or only) part of its file: the catalog row can be made when it is on tape.</summary>
    public bool IsLastPart { get; init; } = true;

    public int Segment { get; set; }

    /// <summary>Where its header begins in the segment's tar stream.</summary>
    public long Start { get; set; }

    /// <summary>Header and, for a sparse file, its map: what cannot be cut.</summary>
    public int HeaderLength { get; init; }

    /// <summary>Where its padding ends.</summary>
    public long End => Start + HeaderLength + TarBlock.Pad(DataLength);

    /// <summary>Stored bytes behind header and map.</summary>
    public long DataLength => Content.Sparse?.DataLength ?? Content.Length;

    public bool IsDeletion => (State & FileState.Deleted) == FileState.Deleted;

    /// <summary>Where its header is on tape, as far as it is written.</summary>
    public TapePosition Position { get; set; }
}

/// <summary>What the parts of one large file share.</summary>
internal sealed class LargeFile
{
    public FileDigest Digest { get; } = new();

    /// <summary>The first part's position and then the further ones, filled by the writer in order.</summary>
    public List<FilePart> Parts { get; } = [];

    /// <summary>What reading it has shown so far.</summary>
    public FileState State { get; set; }
}
