using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Restore.Target;

/// <summary>
/// The way from the target down to where the restore is. Every step is opened by its name in the directory above and never through a link, so
/// nothing an archive says can lead out. A directory gets its final metadata when the restore has left it and the last file in it is finished.
/// </summary>
internal sealed class TargetDirectories : IDisposable
{
    private const byte Slash = (byte)'/';
    private const uint OwnerMayAll = 0x1c0;
    private readonly Lock _lock = new();
    private readonly RestoreTargetOptions _options;
    private readonly TargetMetadata _metadata;
    private readonly Action<EntryPath, string> _report;
    private readonly TargetDirectory _top;

    // Only where the policy asks whether a directory was there before: one that was made on the way to something else was not.
    private readonly HashSet<(ulong Device, ulong Inode)> _madeOnTheWay = [];
    private TargetDirectory _current;

    public TargetDirectories(RestoreTargetOptions options, TargetMetadata metadata, Action<EntryPath, string> report)
    {
        _options = options;
        _metadata = metadata;
        _report = report;
        _top = TargetRoot.Open(options.Directory);
        _top.Holders = 1;
        _current = _top;
    }

    /// <summary>Goes to a directory, making it when missing, and holds it: to be released.</summary>
    /// <param name="path">As in the archive; empty for the target itself.</param>
    /// <param name="refusal">Why it cannot be entered.</param>
    public TargetDirectory? Enter(byte[] path, out string? refusal)
    {
        lock (_lock)
        {
            refusal = null;
            if (!path.AsSpan().SequenceEqual(_current.Path))
            {
                var reached = Descend(CommonAncestor(path), path, out refusal);
                if (refusal is not null)
                {
                    LetGo(reached);
                    return null;
                }

                (_current, var left) = (reached, _current);
                LetGo(left);
            }

            _current.Holders++;
            return _current;
        }
    }

    /// <summary>Goes to the directory that an entry is, to restore its metadata.</summary>
    public RestoreOutcome EnterAs(FileEntry entry)
    {
        var directory = Enter(entry.Path.ToBytes(), out var refusal);
        if (directory is null)
            return RestoreOutcome.Failed(refusal!);
        lock (_lock)
        {
            var isNew = directory.IsMade || _madeOnTheWay.Remove(directory.Inode);
            var isTaken = isNew || _options.Overwrite switch
            {
                OverwritePolicy.Never => false,
                OverwritePolicy.Older => directory.ModifiedBefore < entry.ModifiedAt,
                _ => true,
            };
            if (isTaken)
                directory.Entry = entry;
            LetGo(directory);
            return new RestoreOutcome(isTaken ? RestoreResult.Restored : RestoreResult.Kept);
        }
    }

    /// <summary>Lets a directory go.</summary>
    /// <param name="directory">As entered.</param>
    /// <param name="touched">Whether names were made or removed in it.</param>
    public void Release(TargetDirectory directory, bool touched)
    {
        lock (_lock)
        {
            directory.IsTouched |= touched;
            LetGo(directory);
        }
    }

    /// <summary>Opens the directory of a path that was restored before, without making anything; to be closed. -1 when there is none.</summary>
    public int OpenExisting(byte[] path)
    {
        lock (_lock)
        {
            var from = CommonAncestor(path);
            var descriptor = OpenFor(from.Descriptor, "."u8, Opening.PathOnly);
            for (var start = from.Path.Length; descriptor >= 0 && NextName(path, ref start, out var name);)
            {
                var below = TargetName.Refusal(name) is null ? OpenFor(descriptor, name, Opening.PathOnly) : -1;
                _ = Opening.Close(descriptor);
                descriptor = below;
            }

            return descriptor;
        }
    }

    /// <summary>Leaves everything, so that all directories get their metadata. Files must be finished before.</summary>
    public void Dispose()
    {
        lock (_lock)
            LetGo(_current);
    }

    private TargetDirectory CommonAncestor(byte[] path)
    {
        var ancestor = _current;
        while (ancestor.Path.Length > 0
            && !(path.AsSpan().StartsWith(ancestor.Path) && (path.Length == ancestor.Path.Length || path[ancestor.Path.Length] == Slash)))
        {
            ancestor = ancestor.Parent!;
        }

        return ancestor;
    }

    private TargetDirectory Descend(TargetDirectory from, byte[] path, out string? refusal)
    {
        // All of it first, so that a path that leads nowhere leaves no directories behind.
        refusal = Refusal(path, from.Path.Length);
        from.Holders++;
        if (refusal is not null)
            return from;
        for (var start = from.Path.Length; NextName(path, ref start, out var name);)
        {
            var child = FindOpen(from, name) ?? Open(from, name, path.AsSpan(0, start), out refusal);
            if (child is null)
                return from;
            child.Holders++;
            LetGo(from);
            from = child;
        }

        return from;
    }

    private static string? Refusal(ReadOnlySpan<byte> path, int start)
    {
        string? refusal = null;
        while (refusal is null && NextName(path, ref start, out var name))
            refusal = TargetName.Refusal(name);
        return refusal;
    }

    private static bool NextName(ReadOnlySpan<byte> path, ref int start, out ReadOnlySpan<byte> name)
    {
        name = default;
        if (start >= path.Length)
            return false;
        if (start > 0)
            start++;
        var length = path[start..].IndexOf(Slash);
        name = length < 0 ? path[start..] : path.Slice(start, length);
        start += name.Length;
        return true;
    }

    private static TargetDirectory? FindOpen(TargetDirectory directory, ReadOnlySpan<byte> name)
    {
        foreach (var child in directory.Children)
        {
            if (name.SequenceEqual(child.Name))
                return child;
        }

        return null;
    }

    private unsafe TargetDirectory? Open(TargetDirectory above, ReadOnlySpan<byte> name, ReadOnlySpan<byte> path, out string? refusal)
    {
        refusal = null;
        var descriptor = OpenFor(above.Descriptor, name, Opening.ReadOnly);
        var isMade = false;
        if (descriptor < 0 && Errno.Last is Errno.NoEntry or Errno.NotDirectory or Errno.LinkLoop)
        {
            if (Errno.Last != Errno.NoEntry && (refusal = ClearTheWay(above, name)) is not null)
                return null;
            isMade = true;
            fixed (byte* terminated = TargetName.Terminate(name))
                descriptor = Directories.Make(above.Descriptor, terminated, OwnerMayAll) == 0 ? OpenFor(above.Descriptor, name, Opening.ReadOnly) : -1;
            above.IsTouched = true;
        }

        StatusRecord status;
        if (descriptor < 0 || Status.OfDescriptor(descriptor, &status) != 0)
        {
            refusal = TargetName.Describe($"its directory '{PathText.ToDisplay(name)}' cannot be made or opened", Errno.Last);
            return null;
        }

        if (isMade && above.HandsDownAcl)
        {
            InheritedAcl.TakeOff(descriptor);
            _ = Metadata.SetMode(descriptor, OwnerMayAll);
        }

        var directory = new TargetDirectory(above, name.ToArray(), path.ToArray(), descriptor, status)
        {
            IsMade = isMade,
            HandsDownAcl = !isMade && InheritedAcl.IsHandedDown(descriptor),
        };
        if (isMade && _options.Overwrite is OverwritePolicy.Never or OverwritePolicy.Older)
            _madeOnTheWay.Add(directory.Inode);
        if (!isMade)
            MakeWritable(directory, status);
        above.Holders++;
        above.Children.Add(directory);
        return directory;
    }

    private unsafe string? ClearTheWay(TargetDirectory above, ReadOnlySpan<byte> name)
    {
        StatusRecord status;
        fixed (byte* terminated = TargetName.Terminate(name))
        {
            if (Status.OfName(above.Descriptor, terminated, &status) != 0)
                return null;
            var isLink = status.Kind == EntryKind.SymbolicLink;
            if (isLink && _options.Links != LinkPolicy.Replace)
                return $"the target has a symbolic link in the place of its directory '{PathText.ToDisplay(name)}', which is not followed";
            if (!isLink && _options.Overwrite != OverwritePolicy.Always)
                return $"the target has a file in the place of its directory '{PathText.ToDisplay(name)}', which stays";
            return Entries.Remove(above.Descriptor, terminated) == 0
                ? null
                : TargetName.Describe($"what is in the place of its directory '{PathText.ToDisplay(name)}' cannot be removed", Errno.Last);
        }
    }

    // An administrator may write anywhere; others have to allow it to themselves, and take it back when they leave.
    private static void MakeWritable(TargetDirectory directory, in StatusRecord status)
    {
        if (Identity.IsAdministrator || status.UserId != Identity.UserId || (status.Mode & OwnerMayAll) == OwnerMayAll)
            return;
        if (Metadata.SetMode(directory.Descriptor, status.Mode | OwnerMayAll) == 0)
            directory.ModeBefore = status.Mode;
    }

    private static unsafe int OpenFor(int directory, ReadOnlySpan<byte> name, int flags)
    {
        fixed (byte* terminated = TargetName.Terminate(name))
            return Opening.Open(directory, terminated, flags | Opening.DirectoryOnly | Opening.NoFollow);
    }

    private void LetGo(TargetDirectory? directory)
    {
        for (; directory is not null && --directory.Holders == 0; directory = directory.Parent)
        {
            Leave(directory);
            directory.Parent?.Children.Remove(directory);
        }
    }

    private void Leave(TargetDirectory directory)
    {
        string? missing = null;
        if (directory.Entry is { } entry)
            missing = _metadata.FinishDirectory(directory.Descriptor, entry);
        else if (directory.IsMade)
            missing = _metadata.FinishDirectoryOnTheWay(directory.Descriptor);
        else
            PutBack(directory);
        _ = Opening.Close(directory.Descriptor);
        if (missing is not null)
            _report(EntryPath.FromBytes(directory.Path), missing);
    }

    // A directory that is not restored itself keeps its times. It may be one that was, before another set of the chain came.
    private static void PutBack(TargetDirectory directory)
    {
        if (directory.ModeBefore is { } mode)
            _ = Metadata.SetMode(directory.Descriptor, mode);
        if (directory.IsTouched && directory.Parent is not null)
            _ = Metadata.SetTimes(directory.Descriptor, directory.AccessedBefore, directory.ModifiedBefore);
    }
}
