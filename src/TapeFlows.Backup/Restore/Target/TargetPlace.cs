using System.Globalization;
using System.Text;
using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Restore.Target;

/// <summary>
/// The place of one entry in its directory. What is restored is made under a name of its own there and takes its place only when it is whole.
/// </summary>
internal sealed unsafe class TargetPlace(TargetDirectory directory, byte[] name, OverwritePolicy policy)
{
    // More files of one name than this is not a restore any more.
    private const int MostCopies = 1000;
    private static readonly string Prefix = string.Create(CultureInfo.InvariantCulture, $".tapeflows-{Environment.ProcessId:x}-");

    private readonly byte[] _name = TargetName.Terminate(name);

    /// <summary>The directory.</summary>
    public TargetDirectory Directory => directory;

    /// <summary>The name while it is not whole, with a zero byte.</summary>
    public byte[] Temporary { get; private set; } = [];

    /// <summary>Another name to make the entry under; one is left over only when the process dies.</summary>
    public void NextTemporary(ref long counter) => Temporary = Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Interlocked.Increment(ref counter):x}\0"));

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

    /// <summary>Moves the whole entry from its temporary name into its place.</summary>
    /// <param name="missing">What is to be told if that succeeds.</param>
    public RestoreOutcome Take(string? missing)
    {
        var outcome = policy switch
        {
            OverwritePolicy.KeepBoth => TakeBeside(missing),
            OverwritePolicy.Never => TakeFree(missing),
            _ => Judge(Rename(_name, replace: true), missing),
        };
        if (outcome.Result != RestoreResult.Restored)
            GiveUp();
        return outcome;
    }

    /// <summary>Removes what stands under the temporary name.</summary>
    public void GiveUp()
    {
        fixed (byte* temporary = Temporary)
            _ = Entries.Remove(directory.Descriptor, temporary);
    }

    private RestoreOutcome TakeFree(string? missing)
    {
        var error = Rename(_name, replace: false);
        return error == Errno.Exists ? new RestoreOutcome(RestoreResult.Kept) : Judge(error, missing);
    }

    private RestoreOutcome TakeBeside(string? missing)
    {
        var error = Rename(_name, replace: false);
        for (var number = 1; error == Errno.Exists && number <= MostCopies; number++)
        {
            var beside = TargetName.Beside(_name.AsSpan()[..^1], number);
            error = Rename(TargetName.Terminate(beside), replace: false);
            if (error == 0)
                return new RestoreOutcome(RestoreResult.Restored, missing, beside);
        }

        return Judge(error, missing);
    }

    private int Rename(byte[] to, bool replace)
    {
        fixed (byte* from = Temporary, target = to)
        {
            var result = replace
                ? Entries.Rename(directory.Descriptor, from, target)
                : Entries.RenameToFree(directory.Descriptor, from, target);
            return result == 0 ? 0 : Errno.Last;
        }
    }

    private static RestoreOutcome Judge(int error, string? missing) => error switch
    {
        0 => new RestoreOutcome(RestoreResult.Restored, missing),
        Errno.IsDirectory or Errno.Exists or Errno.NotEmpty => RestoreOutcome.Failed("the target has a directory in its place, which is not removed"),
        _ => RestoreOutcome.Failed(TargetName.Describe("it could not take its place", error)),
    };
}
