using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Restore.Target;

/// <summary>
/// The place of one entry in its directory. What is restored is made without a name, or under one of its own there, and takes its place only
/// when it is whole.
/// </summary>
internal sealed unsafe class TargetPlace(TargetDirectory directory, byte[] name, OverwritePolicy policy, TemporaryNames temporaries)
{
    private const int Named = -1;

    // More files of one name than this is not a restore any more.
    private const int MostCopies = 1000;

    private readonly byte[] _name = TargetName.Terminate(name);
    private int _nameless = Named;

    /// <summary>The directory.</summary>
    public TargetDirectory Directory => directory;

    /// <summary>The name while it is not whole, with a zero byte.</summary>
    public byte[] Temporary { get; private set; } = [];

    /// <summary>Whether the name is most likely free, so that a file needs none before it is whole.</summary>
    public bool IsLikelyFree => directory.IsMade || policy is OverwritePolicy.Never or OverwritePolicy.KeepBoth;

    /// <summary>Another name to make the entry under.</summary>
    public void NextTemporary() => Temporary = temporaries.Next();

    /// <summary>The entry is made, as an open file without a name: nothing of it is left over even when the process dies.</summary>
    public void IsNameless(int descriptor) => _nameless = descriptor;

    /// <summary>Whether what is there stays, so that there is nothing to restore. Best asked before any content is read.</summary>
    public bool IsKept(FileEntry entry)
    {
        if (directory.IsMade || policy is OverwritePolicy.Always or OverwritePolicy.KeepBoth)
            return false;
        StatusRecord status;
        fixed (byte* terminated = _name)
        {
            return Status.OfName(directory.Descriptor, terminated, &status) == 0
                && (policy == OverwritePolicy.Never || status.Modified.ToUnixTime() >= entry.ModifiedAt);
        }
    }

    /// <summary>Moves the whole entry into its place.</summary>
    /// <param name="missing">What is to be told if that succeeds.</param>
    public RestoreOutcome Take(string? missing)
    {
        var outcome = policy switch
        {
            OverwritePolicy.KeepBoth => TakeBeside(missing),
            OverwritePolicy.Never => TakeFree(missing),
            _ => Judge(Replace(), missing),
        };
        if (outcome.Result != RestoreResult.Restored)
            GiveUp();
        return outcome;
    }

    /// <summary>Removes what stands under the temporary name.</summary>
    public void GiveUp()
    {
        if (_nameless != Named)
            return;
        fixed (byte* temporary = Temporary)
            _ = Entries.Remove(directory.Descriptor, temporary);
    }

    private RestoreOutcome TakeFree(string? missing)
    {
        var error = Move(_name);
        return error == Errno.Exists ? new RestoreOutcome(RestoreResult.Kept) : Judge(error, missing);
    }

    private RestoreOutcome TakeBeside(string? missing)
    {
        var error = Move(_name);
        for (var number = 1; error == Errno.Exists && number <= MostCopies; number++)
        {
            var beside = TargetName.Beside(_name.AsSpan()[..^1], number);
            error = Move(TargetName.Terminate(beside));
            if (error == 0)
                return new RestoreOutcome(RestoreResult.Restored, missing, beside);
        }

        return Judge(error, missing);
    }

    private int Replace()
    {
        if (_nameless != Named)
        {
            // Only a rename replaces at one blow, and a rename wants two names.
            var error = Move(_name);
            if (error != Errno.Exists || (error = NameTemporarily()) != 0)
                return error;
        }

        fixed (byte* from = Temporary, target = _name)
            return Entries.Rename(directory.Descriptor, from, target) == 0 ? 0 : Errno.Last;
    }

    /// <summary>Moves it to a name that must be free: 0 or the error.</summary>
    private int Move(byte[] to)
    {
        fixed (byte* from = Temporary, target = to)
        {
            var result = _nameless == Named
                ? Entries.RenameToFree(directory.Descriptor, from, target)
                : Links.GiveName(_nameless, directory.Descriptor, target);
            return result == 0 ? 0 : Errno.Last;
        }
    }

    private int NameTemporarily()
    {
        int error;
        do
        {
            NextTemporary();
            error = Move(Temporary);
        }
        while (error == Errno.Exists);
        if (error == 0)
            _nameless = Named;
        return error;
    }

    private static RestoreOutcome Judge(int error, string? missing) => error switch
    {
        0 => new RestoreOutcome(RestoreResult.Restored, missing),
        Errno.IsDirectory or Errno.Exists or Errno.NotEmpty => RestoreOutcome.Failed("the target has a directory in its place, which is not removed"),
        _ => RestoreOutcome.Failed(TargetName.Describe("it could not take its place", error)),
    };
}
