using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Sources;

/// <summary>
/// A directory of the source, opened by its parent's descriptor and its own name. It may be closed and opened again behind the scenes
/// (<see cref="OpenDirectories"/>), so an entry can be opened long after the walk has passed; that it is still the same directory is checked.
/// </summary>
internal sealed class SourceDirectory
{
    private readonly SourceDirectory? _parent;
    private readonly byte[] _name;
    private readonly OpenDirectories _open;
    private readonly bool _leadsToRoot;
    private readonly ulong _inode;

    private SourceDirectory(OpenDirectories open, SourceDirectory? parent, byte[] name, byte[] path, bool leadsToRoot, ulong inode, ulong device)
    {
        _open = open;
        _parent = parent;
        _name = name;
        Path = path;
        _leadsToRoot = leadsToRoot;
        _inode = inode;
        Device = device;
    }

    /// <summary>The full path, as in <see cref="EntryPath.Directory"/> of the entries in it.</summary>
    public byte[] Path { get; }

    /// <summary>The device it is on; 0 for one that leads to a root.</summary>
    public ulong Device { get; }

    /// <summary>Set at each use, taken back when the clock's hand passes.</summary>
    internal bool WasUsed { get; set; }

    /// <summary>Guarded by <see cref="OpenDirectories"/>.</summary>
    internal Descriptor? Descriptor { get; set; }

    /// <summary>The directory that leads to a root: may be entered without being readable, and through symbolic links, as the caller named it.</summary>
    /// <param name="open">Keeps it.</param>
    /// <param name="path">Full path without leading slash; empty for <c>/</c>.</param>
    public static SourceDirectory Above(OpenDirectories open, byte[] path)
    {
        var directory = new SourceDirectory(open, parent: null, "/"u8.ToArray(), [], leadsToRoot: true, 0, 0);
        for (var start = 0; start < path.Length;)
        {
            var length = path.AsSpan(start).IndexOf((byte)'/');
            var end = length < 0 ? path.Length : start + length;
            directory = new SourceDirectory(open, directory, path[start..end], path[..end], leadsToRoot: true, 0, 0);
            start = end + 1;
        }

        return directory;
    }

    /// <summary>The directory <c>/</c> as a root.</summary>
    public static unsafe SourceDirectory Top(OpenDirectories open)
    {
        var name = "/"u8.ToArray();
        var path = stackalloc byte[] { (byte)'/', 0 };
        StatusRecord status;
        return Status.OfTarget(Opening.WorkingDirectory, path, &status) == 0
            ? new SourceDirectory(open, parent: null, name, [], leadsToRoot: false, status.Inode, status.Device)
            : new SourceDirectory(open, parent: null, name, [], leadsToRoot: false, 0, 0);
    }

    /// <summary>The directory that an entry of this one is.</summary>
    public SourceDirectory Enter(FileEntry entry) =>
        new(_open, this, entry.Path.Name, entry.Path.ToBytes(), leadsToRoot: false, entry.Inode, entry.Device);

    /// <summary>Opens the directory, unless it is open: 0, or the error.</summary>
    /// <param name="lease">To be disposed after use.</param>
    public int TryUse(out Descriptor.Lease lease)
    {
        if (_open.TryUse(this, out lease))
            return 0;
        // From the nearest ancestor that is open downwards; a loop, because a tree may be deeper than a stack.
        var closed = new Stack<SourceDirectory>();
        var above = this;
        Descriptor.Lease from = default;
        for (; above is not null && !_open.TryUse(above, out from); above = above._parent)
            closed.Push(above);
        // Another thread may have opened this one since the first look: then there is nothing left to open.
        lease = from;
        var error = 0;
        while (error == 0 && closed.TryPop(out var next))
        {
            error = next.Open(above is null ? Opening.WorkingDirectory : from.Number, out lease);
            if (above is not null)
                from.Dispose();
            (above, from) = (next, lease);
        }

        return error;
    }

    private unsafe int Open(int parent, out Descriptor.Lease lease)
    {
        lease = default;
        var name = stackalloc byte[_name.Length + 1];
        _name.CopyTo(new Span<byte>(name, _name.Length));
        var descriptor = OpenDirectory(parent, name);
        if (descriptor < 0)
            return Errno.Last;
        var owner = new Descriptor(descriptor);
        if (!_leadsToRoot && !IsStillTheSame(descriptor))
        {
            owner.Dispose();
            return Errno.Stale;
        }

        lease = _open.Keep(this, owner);
        return 0;
    }

    private unsafe int OpenDirectory(int parent, byte* name)
    {
        if (_leadsToRoot)
            return Opening.Open(parent, name, Opening.PathOnly | Opening.DirectoryOnly);
        var flags = Opening.ReadOnly | Opening.DirectoryOnly | Opening.NoFollow;
        var descriptor = Opening.Open(parent, name, flags | Opening.NoAccessTime);
        return descriptor < 0 && Errno.Last == Errno.NotPermitted ? Opening.Open(parent, name, flags) : descriptor;
    }

    private unsafe bool IsStillTheSame(int descriptor)
    {
        StatusRecord status;
        return Status.OfDescriptor(descriptor, &status) == 0 && status.Inode == _inode && status.Device == Device;
    }
}
