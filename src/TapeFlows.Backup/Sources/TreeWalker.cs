using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Sources;

/// <summary>
/// The walk itself, one step at a time: depth first, each directory's names in bytewise order, which is the order of <see cref="EntryPath"/>.
/// Roots are merged into it, so that one that lies inside another is met in its place even when a pattern or a mount point hides it.
/// </summary>
internal sealed class TreeWalker : IDisposable
{
    private readonly bool _oneFileSystem;
    private readonly SourceRules _rules;
    private readonly TreeLookup _lookup;
    private readonly OpenDirectories _open;
    private readonly LinkedInodes _links = new();
    private readonly HashSet<(ulong Device, ulong Inode)> _leaveOut = [];
    private readonly Stack<TreeFrame> _frames = new();
    private readonly Queue<EntryPath> _roots;
    private EntryPath _outermost;
    private EntryPath? _insideRoot;

    public TreeWalker(SourceOptions options, OpenDirectories open, OwnerNames owners)
    {
        _open = open;
        _oneFileSystem = options.OneFileSystem;
        _rules = new SourceRules(options);
        _lookup = new TreeLookup(_rules, owners);
        _roots = new Queue<EntryPath>(SourceRoots.Normalize(options.Roots));
        foreach (var path in options.LeaveOut.Select(SourceRoots.Normalize).Where(path => !path.IsRoot))
        {
            if (_lookup.FindRoot(SourceDirectory.Above(open, path.Directory), path).Entry is { } entry)
                _leaveOut.Add((entry.Device, entry.Inode));
        }
    }

    /// <summary>Walks on by one name, which may give no, one or several items.</summary>
    /// <param name="found">Takes the items.</param>
    /// <returns><see langword="false"/> when everything has been walked.</returns>
    public bool Step(List<SourceItem> found)
    {
        if (!_frames.TryPeek(out var frame))
        {
            if (_roots.Count == 0)
                return false;
            BeginRoot(isOutermost: true, found);
        }
        else if (_insideRoot is { } inside && RootIsDue(inside, frame))
        {
            BeginRoot(isOutermost: false, found);
        }
        else if (frame.IsAtEnd)
        {
            _frames.Pop().Dispose();
        }
        else
        {
            Visit(frame, found);
        }

        return true;
    }

    public void Dispose()
    {
        while (_frames.TryPop(out var frame))
            frame.Dispose();
    }

    // The next root lies inside the present one: it is due before the walk passes its place, seen or not.
    private static bool RootIsDue(EntryPath root, TreeFrame frame)
    {
        if (frame.IsAtEnd)
            return root.IsBelow(EntryPath.FromBytes(frame.Directory.Path));
        var order = root.CompareTo(new EntryPath(frame.Directory.Path, frame.NextName.ToArray()));
        if (order == 0)
            frame.Skip();
        return order <= 0;
    }

    private void BeginRoot(bool isOutermost, List<SourceItem> found)
    {
        var root = _roots.Dequeue();
        if (isOutermost)
            _outermost = root;
        _insideRoot = _roots.TryPeek(out var next) && next.IsBelow(_outermost) ? next : null;
        if (root.IsRoot)
        {
            var top = SourceDirectory.Top(_open);
            Descend(top, new Descent(root, top.Device, null, 0, !_rules.OnlyIncluded, null), found);
            return;
        }

        var above = SourceDirectory.Above(_open, root.Directory);
        var slot = _lookup.FindRoot(above, root);
        if (slot.Entry is not { } entry)
        {
            found.Add(new SourceItem(RootProblem(root, slot.Error)));
            return;
        }

        if (entry.Kind == EntryKind.SymbolicLink)
            found.Add(Note(root, SourceProblemKind.RootIsLink, "a symbolic link: the link is archived, not what it leads to"));
        var included = !_rules.OnlyIncluded || entry.Kind != EntryKind.Directory || _lookup.IsRootIncluded(entry);
        Enter(entry, above, new Descent(root, entry.Device, null, root.Length + 1, included, null), found);
    }

    private void Visit(TreeFrame frame, List<SourceItem> found)
    {
        var name = frame.NextName;
        var slot = frame.Take(_lookup);
        if (slot.Entry is { } entry)
        {
            if (_leaveOut.Contains((entry.Device, entry.Inode)))
                return;
            var included = frame.IsIncluded || _lookup.IsIncluded(frame, entry);
            Enter(entry, frame.Directory, new Descent(entry.Path, entry.Device, frame.Device, frame.Below, included, null), found);
        }
        else if (!slot.Skip)
        {
            found.Add(new SourceItem(Problem(new EntryPath(frame.Directory.Path, name.ToArray()), slot.Error)));
        }
    }

    private void Enter(FileEntry entry, SourceDirectory directory, in Descent descent, List<SourceItem> found)
    {
        switch (entry.Kind)
        {
            case EntryKind.Directory when descent.IsIncluded:
                Emit(entry, directory, found);
                Descend(directory.Enter(entry), descent, found);
                break;
            case EntryKind.Directory:
                Descend(directory.Enter(entry), descent with { Pending = new SourceItem(entry, directory) }, found);
                break;
            case EntryKind.Socket when descent.IsIncluded:
                found.Add(Note(entry.Path, SourceProblemKind.NotArchivable, "a socket: not archived, its program makes it again"));
                break;
            case not EntryKind.Socket when descent.IsIncluded:
                Emit(entry.LinkCount > 1 && _links.See(entry) is { } first ? EntryStatus.AsHardLink(entry, first) : entry, directory, found);
                break;
        }
    }

    private void Emit(FileEntry entry, SourceDirectory directory, List<SourceItem> found)
    {
        // Directories wait until something in them is included; when the innermost does not wait, none does.
        if (_frames.TryPeek(out var innermost) && innermost.Pending is not null)
        {
            foreach (var frame in _frames.Reverse().Where(frame => frame.Pending is not null))
            {
                found.Add(frame.Pending!.Value);
                frame.Pending = null;
            }
        }

        found.Add(new SourceItem(entry, directory));
    }

    private void Descend(SourceDirectory directory, in Descent descent, List<SourceItem> found)
    {
        var isMount = descent.Device != descent.DeviceAbove;
        if (isMount && _oneFileSystem && descent.DeviceAbove is not null)
        {
            found.Add(Note(descent.Path, SourceProblemKind.MountLeftOut, "another file system: the mount point is kept, its content left out"));
            return;
        }

        var error = directory.TryUse(out var lease);
        if (error != 0)
        {
            found.Add(new SourceItem(Problem(descent.Path, error)));
            return;
        }

        using (lease)
        {
            if (isMount && MountKinds.IsVirtual(Status.FileSystemType(lease.Number)))
            {
                found.Add(Note(descent.Path, SourceProblemKind.MountLeftOut, "a file system of the kernel's own: the mount point is kept, its content left out"));
                return;
            }

            var names = DirectoryNames.Read(lease.Number);
            if (names.Error != 0)
                found.Add(new SourceItem(Problem(descent.Path, names.Error)));
            _frames.Push(new TreeFrame(directory, names, descent.Device, descent.Below) { IsIncluded = descent.IsIncluded, Pending = descent.Pending });
        }
    }

    private static SourceItem Note(EntryPath path, SourceProblemKind kind, string reason) => new(new SourceProblem(path, kind, reason));

    private static SourceProblem Problem(EntryPath path, int error) => error == Errno.NoEntry
        ? new SourceProblem(path, SourceProblemKind.Vanished, "removed while the backup ran: not archived")
        : new SourceProblem(path, SourceProblemKind.Unreadable, $"{Errno.Describe(error)}: not archived, what the base set has of it stays valid", FileState.Unreadable);

    private static SourceProblem RootProblem(EntryPath root, int error) => Errno.IsGone(error)
        ? new SourceProblem(root, SourceProblemKind.RootMissing, "this source does not exist: nothing archived, what the base set has of it stays valid")
        : Problem(root, error);

    /// <summary>An entry on the way in.</summary>
    /// <param name="Path">Its path.</param>
    /// <param name="Device">The device it is on.</param>
    /// <param name="DeviceAbove">The device of the directory above; <see langword="null"/> for a root.</param>
    /// <param name="Below">Where in a full path the part below the root begins.</param>
    /// <param name="IsIncluded">Whether it is taken.</param>
    /// <param name="Pending">The directory's own item, when it waits for something below it to be taken.</param>
    private readonly record struct Descent(
        EntryPath Path, ulong Device, ulong? DeviceAbove, int Below, bool IsIncluded, SourceItem? Pending);
}
