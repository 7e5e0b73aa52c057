using System.Diagnostics.CodeAnalysis;
using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Sources;

/// <summary>
/// Opens what the walk found, by the directory it was found in: never through a link that took its place, never waiting for a pipe,
/// and without leaving an access time where that is allowed. Safe for several threads.
/// </summary>
/// <remarks>
/// An entry of kind <see cref="EntryKind.HardLink"/> can be opened too and is then a file in its own right: for when the name it points to was not archived.
/// </remarks>
internal static unsafe class SourceContent
{
    private const int Usual = Opening.ReadOnly | Opening.NonBlocking | Opening.NoTerminal;

    /// <summary>Opens a regular file of any size.</summary>
    /// <param name="item">From the walk.</param>
    /// <param name="file">To be disposed.</param>
    /// <param name="problem">Why it cannot be archived.</param>
    public static bool TryOpen(in SourceItem item, [NotNullWhen(true)] out SourceFile? file, [NotNullWhen(false)] out SourceProblem? problem)
    {
        file = null;
        var entry = item.Entry!;
        var descriptor = Open(item, out var failure);
        if (descriptor < 0)
        {
            problem = NotOpened(entry.Path, failure);
            return false;
        }

        StatusRecord status;
        problem = Status.OfDescriptor(descriptor, &status) != 0 ? NotOpened(entry.Path, Errno.Last) : CheckKind(entry.Path, status);
        if (problem is not null)
        {
            _ = Opening.Close(descriptor);
            return false;
        }

        var attributes = EntryAttributes.OfFile(descriptor, out var error);
        var current = EntryStatus.IsUnchanged(status, entry) ? entry : EntryStatus.Refresh(status, entry, EntryKind.File, status.Size);
        file = new SourceFile(descriptor, status, EntryStatus.WithAttributes(current, attributes), Incomplete(entry.Path, error));
        return true;
    }

    /// <summary>Reads a small regular file whole: open, attributes, one read, status, close.</summary>
    /// <param name="item">From the walk; it should not have holes worth keeping (<see cref="SourceItem.MayHaveHoles"/>).</param>
    /// <param name="buffer">At least one byte longer than the file, which shows that it did not grow.</param>
    public static SmallFile ReadSmall(in SourceItem item, Span<byte> buffer)
    {
        var path = item.Entry!.Path;
        var descriptor = Open(item, out var failure);
        if (descriptor < 0)
            return new SmallFile(null, 0, NotOpened(path, failure));
        try
        {
            var attributes = EntryAttributes.OfFile(descriptor, out var error);
            var file = ReadWhole(descriptor, item.Entry, buffer);
            return file.Entry is null ? file : file with
            {
                Entry = EntryStatus.WithAttributes(file.Entry, attributes),
                Problem = file.Problem ?? Incomplete(path, error),
            };
        }
        finally
        {
            _ = Opening.Close(descriptor);
        }
    }

    /// <summary>The entry of anything but a regular file with its attributes.</summary>
    /// <param name="item">From the walk.</param>
    /// <param name="problem">Why they are not complete; the entry can be archived all the same.</param>
    public static FileEntry ReadAttributes(in SourceItem item, out SourceProblem? problem)
    {
        var entry = item.Entry!;
        problem = null;
        var error = item.Directory!.TryUse(out var lease);
        if (error == 0)
        {
            using (lease)
                entry = EntryStatus.WithAttributes(entry, EntryAttributes.OfName(lease.Number, entry.Path.Name, out error));
        }

        problem = Incomplete(entry.Path, error);
        return entry;
    }

    /// <summary>A further name of an inode as an entry in its own right: for when the name it points to is not archived with it.</summary>
    /// <param name="item">Of kind <see cref="EntryKind.HardLink"/>.</param>
    public static SourceItem AsFirstName(in SourceItem item)
    {
        var entry = item.Entry!;
        if (item.Directory!.TryUse(out var lease) == 0)
        {
            using (lease)
            {
                var name = stackalloc byte[entry.Path.Name.Length + 1];
                entry.Path.Name.CopyTo(new Span<byte>(name, entry.Path.Name.Length));
                StatusRecord status;
                if (Status.OfName(lease.Number, name, &status) == 0 && status.Kind is { } kind)
                {
                    var target = kind == EntryKind.SymbolicLink ? Links.ReadTarget(lease.Number, name, status.Size) : null;
                    return new SourceItem(EntryStatus.Refresh(status, entry, kind, kind == EntryKind.File ? status.Size : 0, target), item.Directory);
                }
            }
        }

        // Gone by now, which opening it will tell.
        return new SourceItem(EntryStatus.AsFile(entry, 0), item.Directory);
    }

    private static SmallFile ReadWhole(int descriptor, FileEntry entry, Span<byte> buffer)
    {
        StatusRecord before, after;
        var length = Content.Read(descriptor, buffer);
        var error = length < 0 ? Errno.Last : 0;
        if (Status.OfDescriptor(descriptor, &before) != 0)
            return new SmallFile(null, 0, NotOpened(entry.Path, Errno.Last));
        if (length == before.Size && EntryStatus.IsUnchanged(before, entry))
            return new SmallFile(entry, length, null);
        if (CheckKind(entry.Path, before) is { } replaced)
            return new SmallFile(null, 0, replaced);
        if (error != 0)
            return new SmallFile(null, 0, NotOpened(entry.Path, error));

        // Not what the walk saw. Once more between two looks tells whether it is changing right now.
        length = Content.ReadAt(descriptor, buffer, 0);
        return length >= 0 && Status.OfDescriptor(descriptor, &after) == 0
            ? Judge(before, after, entry, length, buffer.Length)
            : new SmallFile(null, 0, NotOpened(entry.Path, Errno.Last));
    }

    private static SmallFile Judge(in StatusRecord before, in StatusRecord after, FileEntry entry, int length, int room)
    {
        if (length == room)
            return default;
        var current = EntryStatus.Refresh(after, entry, EntryKind.File, length);
        return EntryStatus.IsUnchanged(before, after) && length == after.Size
            ? new SmallFile(current, length, null)
            : new SmallFile(current, length, new SourceProblem(
                entry.Path, SourceProblemKind.Changed, "changed while it was being read: may be a mixture", FileState.ChangedWhileRead));
    }

    private static int Open(in SourceItem item, out int error)
    {
        error = item.Directory!.TryUse(out var lease);
        if (error != 0)
            return -1;

        using (lease)
        {
            var bytes = item.Entry!.Path.Name;
            var name = stackalloc byte[bytes.Length + 1];
            bytes.CopyTo(new Span<byte>(name, bytes.Length));
            var flags = Usual | Opening.NoFollow;
            var descriptor = Opening.Open(lease.Number, name, flags | Opening.NoAccessTime);
            // Only the owner and the administrator may read without leaving an access time.
            if (descriptor < 0 && Errno.Last == Errno.NotPermitted)
                descriptor = Opening.Open(lease.Number, name, flags);
            // Someone holds a lease on it (a file server does): the kernel asks him to give it up when we wait.
            if (descriptor < 0 && Errno.Last == Errno.TryAgain)
                descriptor = Opening.Open(lease.Number, name, flags & ~Opening.NonBlocking);
            error = descriptor < 0 ? Errno.Last : 0;
            return descriptor;
        }
    }

    private static SourceProblem? CheckKind(EntryPath path, in StatusRecord status) => status.Kind == EntryKind.File
        ? null
        : new SourceProblem(path, SourceProblemKind.Changed, "replaced by something that is not a regular file while the backup ran: not archived");

    private static SourceProblem NotOpened(EntryPath path, int error) => Errno.IsGone(error)
        ? new SourceProblem(path, SourceProblemKind.Vanished, "removed while the backup ran: not archived")
        : new SourceProblem(path, SourceProblemKind.Unreadable, $"{Errno.Describe(error)}: not archived, what the base set has of it stays valid", FileState.Unreadable);

    private static SourceProblem? Incomplete(EntryPath path, int error) => error == 0
        ? null
        : new SourceProblem(path, SourceProblemKind.AttributesUnreadable, $"its extended attributes cannot be read: {Errno.Describe(error)}; archived without");
}
