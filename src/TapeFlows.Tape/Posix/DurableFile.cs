namespace TapeFlows.Tape.Posix;

/// <summary>Small files that are replaced whole: after a crash there is the old content or the new, never a mixture.</summary>
internal static class DurableFile
{
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var temporary = path + ".new";
        using (var file = PosixFile.Open(temporary, writable: true, direct: false))
        {
            file.Truncate(0);
            file.Write(content, 0);
            file.Sync();
        }

        File.Move(temporary, path, overwrite: true);
        SyncDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Makes names created, renamed or removed in a directory durable.</summary>
    public static void SyncDirectory(string directory)
    {
        using var handle = PosixFile.Open(directory, writable: false, direct: false);
        handle.SyncAll();
    }
}
