using TapeFlows.Backup.Posix;

namespace TapeFlows.Backup.Restore.Target;

/// <summary>Opens the directory that a person named as the target: links on the way to it are the person's own and are followed.</summary>
internal static unsafe class TargetRoot
{
    /// <summary>Opens it, with all that is missing above it made.</summary>
    /// <param name="directory">Absolute, in <see cref="PathText"/> form.</param>
    /// <exception cref="IOException">It cannot be made or opened.</exception>
    public static TargetDirectory Open(string directory)
    {
        var path = PathText.FromDisplay(directory);
        if (path is not [(byte)'/', ..] || path.AsSpan().Contains((byte)0))
            throw new ArgumentException($"The restore target '{directory}' is not an absolute path.", nameof(directory));
        var descriptor = OpenStep(Opening.WorkingDirectory, "/"u8, Opening.PathOnly, directory);
        foreach (var range in path.AsSpan().Split((byte)'/'))
        {
            if (path.AsSpan(range).IsEmpty)
                continue;
            var next = OpenStep(descriptor, path.AsSpan(range), Opening.PathOnly, directory);
            _ = Opening.Close(descriptor);
            descriptor = next;
        }

        var opened = OpenStep(descriptor, "."u8, Opening.ReadOnly, directory);
        _ = Opening.Close(descriptor);
        StatusRecord status;
        if (Status.OfDescriptor(opened, &status) != 0)
            throw NotOpened(directory);
        return new TargetDirectory(null, [], [], opened, status) { HandsDownAcl = InheritedAcl.IsHandedDown(opened) };
    }

    private static int OpenStep(int above, ReadOnlySpan<byte> name, int flags, string directory)
    {
        fixed (byte* terminated = TargetName.Terminate(name))
        {
            var descriptor = Opening.Open(above, terminated, flags | Opening.DirectoryOnly);
            if (descriptor < 0 && Errno.Last == Errno.NoEntry && Directories.Make(above, terminated, 0x1ff) == 0)
                descriptor = Opening.Open(above, terminated, flags | Opening.DirectoryOnly);
            return descriptor >= 0 ? descriptor : throw NotOpened(directory);
        }
    }

    private static IOException NotOpened(string directory) =>
        new($"The restore target '{directory}' cannot be made or opened: {Errno.Describe(Errno.Last)}. Nothing was restored; choose another one or make it accessible.");
}
