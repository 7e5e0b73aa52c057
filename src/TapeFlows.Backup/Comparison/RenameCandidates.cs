namespace TapeFlows.Backup.Comparison;

/// <summary>
/// New and deleted entries that wait for their counterpart: the same inode with the same size and modification time. Bounded; when it is full,
/// what comes next is only looked up.
/// </summary>
internal sealed class RenameCandidates(int limit)
{
    private readonly Dictionary<Identity, EntryPath> _new = [];
    private readonly Dictionary<Identity, EntryPath> _deleted = [];

    /// <summary>Whether something had to be left out.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>Where a new entry was in the base set, if its deletion has been met.</summary>
    public EntryPath? SeeNew(FileEntry entry) =>
        Match(new Identity(entry.Kind, entry.Inode, entry.Size, entry.ModifiedAt.ToNanoseconds()), entry.Path, _deleted, _new);

    /// <summary>Where a deleted entry is now, if it has been met.</summary>
    public EntryPath? SeeDeleted(CatalogFile row) =>
        Match(new Identity(row.Kind, row.Inode, row.Size, row.ModifiedNanoseconds), row.Path, _new, _deleted);

    private EntryPath? Match(Identity identity, EntryPath path, Dictionary<Identity, EntryPath> others, Dictionary<Identity, EntryPath> own)
    {
        if (identity.Inode == 0)
            return null;
        if (others.Remove(identity, out var counterpart))
            return counterpart;
        if (own.Count + others.Count < limit)
            own.TryAdd(identity, path);
        else
            IsIncomplete = true;
        return null;
    }

    private readonly record struct Identity(EntryKind Kind, ulong Inode, long Size, long ModifiedNanoseconds);
}
