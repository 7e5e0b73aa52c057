namespace TapeFlows.Backup.Sources;

/// <summary>
/// Inodes with several names: the first name that the walk saw, kept until all names were seen. Memory only for these, never for all files.
/// </summary>
internal sealed class LinkedInodes
{
    private readonly Dictionary<(ulong Device, ulong Inode), First> _first = [];

    /// <summary>How many inodes still have names to come.</summary>
    public int Waiting => _first.Count;

    /// <summary>Whether a name of this entry's inode was seen and there may be more.</summary>
    public bool Knows(FileEntry entry) => _first.ContainsKey((entry.Device, entry.Inode));

    /// <summary>The path of the first name of this entry's inode, or <see langword="null"/> when this is the first.</summary>
    public byte[]? See(FileEntry entry)
    {
        var inode = (entry.Device, entry.Inode);
        if (!_first.TryGetValue(inode, out var first))
        {
            _first.Add(inode, new First(entry.Path, entry.LinkCount - 1));
            return null;
        }

        if (first.Left == 1)
            _first.Remove(inode);
        else
            _first[inode] = first with { Left = first.Left - 1 };
        return first.Path.ToBytes();
    }

    private readonly record struct First(EntryPath Path, uint Left);
}
