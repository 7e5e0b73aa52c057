namespace TapeFlows.Backup.Comparison;

/// <summary>Whether an entry is still as a row of the base set says.</summary>
internal static class EntryComparison
{
    private const FileState Doubtful = FileState.ChangedWhileRead | FileState.Shrunk | FileState.Unreadable;

    /// <summary>Compares everything but content.</summary>
    public static EntryDifference Compare(FileEntry entry, CatalogFile row, ComparisonOptions options)
    {
        if (!IsSameKind(entry, row) || entry.Mode != row.Mode || entry.UserId != row.UserId || entry.GroupId != row.GroupId)
            return EntryDifference.Certain;
        // What the base set could not read as it should is never good enough to be kept.
        if ((row.State & Doubtful) != FileState.None)
            return EntryDifference.Certain;
        if (entry.Kind == EntryKind.File && entry.Size != row.Size)
            return EntryDifference.Certain;
        if (entry.Kind == EntryKind.SymbolicLink && !entry.LinkTarget.AsSpan().SequenceEqual(row.LinkTarget))
            return EntryDifference.Certain;
        return IsMoved(entry, row, options) ? EntryDifference.TimesOnly : EntryDifference.None;
    }

    // A further name compares by its inode. Its row may be a file in its own right (when the first name was not archived with it), but a row
    // that points to another name is of no use once that is not the first name any more.
    private static bool IsSameKind(FileEntry entry, CatalogFile row) => (entry.Kind, row.Kind) switch
    {
        (EntryKind.HardLink, EntryKind.HardLink) => entry.LinkTarget.AsSpan().SequenceEqual(row.LinkTarget),
        (EntryKind.HardLink, EntryKind.File) => entry.LinkCount > 1,
        var (now, then) => now == then,
    };

    private static bool IsMoved(FileEntry entry, CatalogFile row, ComparisonOptions options)
    {
        var changed = entry.ChangedAt;
        return entry.ModifiedAt.ToNanoseconds() != row.ModifiedNanoseconds
            || (options.CompareChangeTime && changed.ToNanoseconds() != row.ChangedNanoseconds)
            || (options.CompareInode && entry.Inode != row.Inode)
            || (options.CompareDevice && entry.Device != row.Device)
            || (entry.Kind == EntryKind.File && options.SuspectFrom is { } suspect && changed >= suspect);
    }
}

/// <summary>How an entry differs from its row.</summary>
internal enum EntryDifference
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>In times or identity: the content may be the same.</summary>
    TimesOnly,

    /// <summary>In something that has to be archived.</summary>
    Certain,
}
