namespace TapeFlows.Backup.Comparison;

/// <summary>What a comparison has found so far.</summary>
internal sealed class ChangeCounts
{
    /// <summary>Entries as they are in the base set.</summary>
    public long Unchanged { get; set; }

    /// <summary>Content bytes of those.</summary>
    public long UnchangedBytes { get; set; }

    /// <summary>Entries that the base set does not have.</summary>
    public long New { get; set; }

    /// <summary>Entries that differ.</summary>
    public long Changed { get; set; }

    /// <summary>Entries that are gone.</summary>
    public long Deleted { get; set; }

    /// <summary>Of new and deleted ones, how many pairs are the same inode under another name.</summary>
    public long Renamed { get; set; }

    /// <summary>Entries of the base set that stay valid unseen, because they or a directory above cannot be read.</summary>
    public long Kept { get; set; }

    /// <summary>Files whose content was read to compare it.</summary>
    public long ContentChecked { get; set; }

    /// <summary>Whether there were too many new and deleted entries to recognise all renames.</summary>
    public bool RenamesIncomplete { get; set; }
}
