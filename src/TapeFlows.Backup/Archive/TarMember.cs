namespace TapeFlows.Backup.Archive;

/// <summary>A member of an archive as <see cref="TarReader"/> found it.</summary>
internal sealed class TarMember
{
    /// <summary>
    /// What it describes. Of a part: the whole file, under its own path and with its whole size. Inode, device and link count are known for
    /// members that TapeFlows wrote; otherwise 0, 0 and 1.
    /// </summary>
    public required FileEntry Entry { get; init; }

    /// <summary>Where the first of its headers begins, in bytes from where the reader began.</summary>
    public required long HeaderOffset { get; init; }

    /// <summary>Where its stored content begins.</summary>
    public required long ContentOffset { get; init; }

    /// <summary>Bytes of stored content, a sparse map counted, padding not.</summary>
    public required long StoredLength { get; init; }

    /// <summary>Bytes of the file that this member covers, holes counted.</summary>
    public required long Length { get; init; }

    /// <summary>Which part of its file it is; <see langword="null"/> when it is all of it.</summary>
    public MemberPart? Part { get; init; }

    /// <summary>Where its data is, when it is sparse.</summary>
    public SparseMap? Sparse { get; internal set; }

    /// <summary>Where in the whole file its content belongs.</summary>
    public long FileOffset => Part?.FileOffset ?? 0;
}
