using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Sources;

/// <summary>Makes entries of names: one statx each, for a symbolic link its target too. What is excluded costs nothing where the listing tells the type.</summary>
internal sealed unsafe class TreeLookup(SourceRules rules, OwnerNames owners)
{
    private const byte TypeUnknown = 0;
    private const byte TypeDirectory = 4;
    private byte[] _path = new byte[4096];

    public TreeFrame.Slot Find(TreeFrame frame, int directory, DirectoryNames names, int index)
    {
        var name = names[index];
        var type = names.Type(index);
        if (rules.Exclude && type != TypeUnknown && IsExcluded(frame, name, type == TypeDirectory))
            return new TreeFrame.Slot(null, 0, Skip: true);
        StatusRecord status;
        fixed (byte* pointer = name)
        {
            if (Status.OfName(directory, pointer, &status) != 0)
                return new TreeFrame.Slot(null, Errno.Last, Skip: false);
            var kind = status.Kind ?? EntryKind.Socket;
            if (rules.Exclude && type == TypeUnknown && IsExcluded(frame, name, kind == EntryKind.Directory))
                return new TreeFrame.Slot(null, 0, Skip: true);
            return Make(status, kind, directory, pointer, new EntryPath(frame.Directory.Path, name.ToArray()));
        }
    }

    /// <summary>Makes the entry of a root.</summary>
    public TreeFrame.Slot FindRoot(SourceDirectory above, EntryPath path)
    {
        var error = above.TryUse(out var lease);
        if (error != 0)
            return new TreeFrame.Slot(null, error, Skip: false);
        using (lease)
        {
            var name = stackalloc byte[path.Name.Length + 1];
            path.Name.CopyTo(new Span<byte>(name, path.Name.Length));
            StatusRecord status;
            return Status.OfName(lease.Number, name, &status) == 0
                ? Make(status, status.Kind ?? EntryKind.Socket, lease.Number, name, path)
                : new TreeFrame.Slot(null, Errno.Last, Skip: false);
        }
    }

    /// <summary>Whether an include pattern takes the entry.</summary>
    public bool IsIncluded(TreeFrame frame, FileEntry entry) =>
        rules.IsIncluded(FullPath(frame.Directory.Path, entry.Path.Name), frame.Below, entry.Kind == EntryKind.Directory);

    /// <summary>Whether an include pattern takes a root as such.</summary>
    public bool IsRootIncluded(FileEntry root) =>
        rules.IsIncluded(root.Path.ToBytes(), root.Path.Length, root.Kind == EntryKind.Directory);

    private TreeFrame.Slot Make(in StatusRecord status, EntryKind kind, int directory, byte* name, EntryPath path)
    {
        byte[]? target = null;
        if (kind == EntryKind.SymbolicLink && (target = Links.ReadTarget(directory, name, status.Size)) is null)
            return new TreeFrame.Slot(null, Errno.Last, Skip: false);
        return new TreeFrame.Slot(EntryStatus.ToEntry(status, kind, path, owners, target), 0, Skip: false);
    }

    private bool IsExcluded(TreeFrame frame, ReadOnlySpan<byte> name, bool isDirectory) =>
        rules.IsExcluded(FullPath(frame.Directory.Path, name), frame.Below, isDirectory);

    private ReadOnlySpan<byte> FullPath(byte[] directory, ReadOnlySpan<byte> name)
    {
        var length = directory.Length + 1 + name.Length;
        if (_path.Length < length)
            Array.Resize(ref _path, length * 2);
        if (directory.Length == 0)
        {
            name.CopyTo(_path);
            return _path.AsSpan(0, name.Length);
        }

        directory.CopyTo(_path, 0);
        _path[directory.Length] = (byte)'/';
        name.CopyTo(_path.AsSpan(directory.Length + 1));
        return _path.AsSpan(0, length);
    }
}
