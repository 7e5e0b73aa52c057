using System.Diagnostics.CodeAnalysis;
using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Restore.Target;

/// <summary>
/// Makes files of archived entries, below one directory and nowhere else, whatever names and links an archive holds. Entries come in path order; several threads may
/// write files at once, but a further name is to be made after its file was committed.
/// </summary>
internal sealed unsafe class RestoreTarget : IDisposable
{
    private readonly RestoreTargetOptions _options;
    private readonly TargetLinks _links;
    private readonly TemporaryNames _temporaries = new();
    private volatile bool _namelessWork = true;

    /// <summary>Opens the target.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="report">Told what is missing on a directory, which is known only when the restore has left it.</param>
    /// <exception cref="IOException">The target cannot be made or opened.</exception>
    public RestoreTarget(RestoreTargetOptions options, Action<EntryPath, string>? report = null)
    {
        _options = options;
        Metadata = new TargetMetadata(options, new TargetOwners(options.Owners));
        Directories = new TargetDirectories(options, Metadata, report ?? ((_, _) => { }));
        _links = new TargetLinks(this);
    }

    internal TargetMetadata Metadata { get; }

    internal TargetDirectories Directories { get; }

    /// <summary>Restores anything but a regular file.</summary>
    /// <param name="entry">A directory (its metadata follows when the restore leaves it), link, FIFO or device node.</param>
    public RestoreOutcome Make(FileEntry entry)
    {
        if (entry.Kind == EntryKind.Directory)
            return entry.Path.IsRoot ? RestoreOutcome.Failed("it names the target itself") : Directories.EnterAs(entry);
        if (entry.Kind is EntryKind.CharacterDevice or EntryKind.BlockDevice && !(_options.DeviceNodes && Identity.IsAdministrator))
            return RestoreOutcome.Failed("a device node: made only by an administrator who allows it");
        if (entry.Kind is EntryKind.File or EntryKind.Socket)
            return RestoreOutcome.Failed($"an entry of kind {entry.Kind} cannot be made without content");
        if (!TryEnter(entry, out var place, out var outcome))
            return outcome;
        try
        {
            return entry.Kind == EntryKind.HardLink ? _links.MakeHard(entry, place) : MakeNode(entry, place);
        }
        finally
        {
            Directories.Release(place.Directory, touched: true);
        }
    }

    /// <summary>Begins a regular file. It is made by the thread that first writes to it: making files is most of the work with small ones.</summary>
    /// <param name="entry">Of kind <see cref="EntryKind.File"/>.</param>
    /// <param name="outcome">Why there is nothing to write: it failed, or what is there is kept.</param>
    /// <returns>To be committed or disposed; <see langword="null"/> when there is nothing to write.</returns>
    public RestoredFile? BeginFile(FileEntry entry, out RestoreOutcome outcome)
    {
        return TryEnter(entry, out var place, out outcome) ? new RestoredFile(this, place, entry) : null;
    }

    /// <summary>Makes the file of a place without a name or under a temporary one: the descriptor, or -1 and the error in <see cref="Errno.Last"/>.</summary>
    internal int Create(TargetPlace place, FileEntry entry)
    {
        var mode = Metadata.FirstMode(entry, place.Directory);
        if (!_namelessWork || !place.IsLikelyFree)
            return CreateNamed(place, mode);
        fixed (byte* here = "."u8)
        {
            var descriptor = Opening.Open(place.Directory.Descriptor, here, Opening.WriteOnly | Opening.Nameless, mode);
            if (descriptor >= 0)
                place.IsNameless(descriptor);
            // Not every file system has files without names (open(2)); the last two come from those that do not even know the flag.
            _namelessWork = descriptor >= 0 || Errno.Last is not (Errno.NotSupported or Errno.IsDirectory or Errno.Invalid);
            return _namelessWork ? descriptor : CreateNamed(place, mode);
        }
    }

    /// <summary>Restores a regular file whose content is at hand.</summary>
    public RestoreOutcome WriteFile(FileEntry entry, ReadOnlySpan<byte> content)
    {
        using var file = BeginFile(entry, out var outcome);
        if (file is null)
            return outcome;
        file.Write(0, content);
        return file.Commit();
    }

    /// <summary>Leaves the target: the directories get their metadata. Files still open must be finished before.</summary>
    public void Dispose() => Directories.Dispose();

    private bool TryEnter(FileEntry entry, [NotNullWhen(true)] out TargetPlace? place, out RestoreOutcome outcome)
    {
        place = null;
        outcome = default;
        var refusal = TargetName.Refusal(entry.Path.Name);
        var directory = refusal is null ? Directories.Enter(entry.Path.Directory, out refusal) : null;
        if (directory is null)
        {
            outcome = RestoreOutcome.Failed(refusal!);
            return false;
        }

        var there = new TargetPlace(directory, entry.Path.Name, _options.Overwrite, _temporaries);
        if (there.IsKept(entry))
        {
            Directories.Release(directory, touched: false);
            outcome = new RestoreOutcome(RestoreResult.Kept);
            return false;
        }

        place = there;
        return true;
    }

    private static int CreateNamed(TargetPlace place, uint mode)
    {
        int descriptor;
        do
        {
            place.NextTemporary();
            fixed (byte* name = place.Temporary)
            {
                const int flags = Opening.WriteOnly | Opening.Create | Opening.Exclusive;
                descriptor = Opening.Open(place.Directory.Descriptor, name, flags | Opening.NoFollow, mode);
            }
        }
        while (descriptor < 0 && Errno.Last == Errno.Exists);
        return descriptor;
    }

    private RestoreOutcome MakeNode(FileEntry entry, TargetPlace place)
    {
        var error = _links.MakeNode(entry, place);
        if (error is not null)
            return RestoreOutcome.Failed(error);
        fixed (byte* name = place.Temporary)
        {
            var descriptor = Opening.Open(place.Directory.Descriptor, name, Opening.PathOnly | Opening.NoFollow);
            // In a directory of someone else, what was just made may be something else by now.
            StatusRecord status;
            if (descriptor < 0 || Status.OfDescriptor(descriptor, &status) != 0 || status.Kind != entry.Kind || status.LinkCount != 1)
            {
                place.GiveUp();
                return RestoreOutcome.Failed("it was replaced while it was being made");
            }

            var missing = Metadata.FinishNode(descriptor, entry);
            _ = Opening.Close(descriptor);
            return place.Take(missing);
        }
    }
}
