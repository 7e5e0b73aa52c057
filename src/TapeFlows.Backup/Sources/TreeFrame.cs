using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Sources;

/// <summary>A directory that the walk is in: its names, and the entries of the next few of them.</summary>
internal sealed class TreeFrame(SourceDirectory directory, DirectoryNames names, ulong device, int below) : IDisposable
{
    // Enough that looking entries up in inode order pays, little enough that a deep tree keeps small.
    private const int ChunkLength = 512;
    private readonly Slot[] _slots = new Slot[Math.Min(ChunkLength, names.Count)];
    private int _next;
    private int _loadedFrom;
    private int _loadedUntil;

    public SourceDirectory Directory => directory;

    /// <summary>The device that the directory is on: another one below it is a mount point.</summary>
    public ulong Device => device;

    /// <summary>Where in a full path the part below the root begins.</summary>
    public int Below => below;

    /// <summary>Whether everything below is included because a directory above is.</summary>
    public bool IsIncluded { get; init; }

    /// <summary>The directory's own entry, as long as nothing below it is known to be included.</summary>
    public SourceItem? Pending { get; set; }

    public bool IsAtEnd => _next == names.Count;

    public ReadOnlySpan<byte> NextName => names[_next];

    /// <summary>Passes over the next name.</summary>
    public void Skip() => _next++;

    /// <summary>Takes the next name's entry.</summary>
    public Slot Take(TreeLookup lookup)
    {
        if (_next >= _loadedUntil)
            Load(lookup);
        return _slots[_next++ - _loadedFrom];
    }

    private void Load(TreeLookup lookup)
    {
        var count = Math.Min(ChunkLength, names.Count - _next);
        Span<ulong> inodes = stackalloc ulong[count];
        Span<int> order = stackalloc int[count];
        for (var i = 0; i < count; i++)
            (inodes[i], order[i]) = (names.Inode(_next + i), i);
        inodes.Sort(order);
        var error = directory.TryUse(out var lease);
        foreach (var i in order)
            _slots[i] = error == 0 ? lookup.Find(this, lease.Number, names, _next + i) : new Slot(null, error, Skip: false);
        if (error == 0)
            lease.Dispose();
        (_loadedFrom, _loadedUntil) = (_next, _next + count);
    }

    public void Dispose() => names.Dispose();

    /// <summary>What was found out about a name.</summary>
    /// <param name="Entry">Its entry.</param>
    /// <param name="Error">Why there is none.</param>
    /// <param name="Skip">It is excluded.</param>
    internal readonly record struct Slot(FileEntry? Entry, int Error, bool Skip);
}
