using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Media;

namespace TapeFlows.Backup.Reading;

/// <summary>Writes what stands between the filemarks of a volume as ordinary files, for stock tools and for <c>recover.sh</c>.</summary>
public static class VolumeDump
{
    /// <summary>Writes <c>0001</c>, <c>0002</c> ...: labels, data, labels and so on, to the end of the recorded data.</summary>
    /// <param name="mounted">The volume; read from its beginning.</param>
    /// <param name="folder">Where to; made when it is not there. Files of those names are replaced.</param>
    /// <param name="cancellationToken">Stops between blocks; what was written stays.</param>
    /// <returns>How many files.</returns>
    /// <exception cref="TapeException">The volume cannot be read, or not to its end; the files before are there.</exception>
    public static Task<int> WriteAsync(MountedVolume mounted, string folder, CancellationToken cancellationToken = default) =>
        TapeThread.RunAsync(() => Write(mounted, folder, cancellationToken));

    private static int Write(MountedVolume mounted, string folder, CancellationToken cancellationToken)
    {
        using var files = new TapeFileFolder(folder);
        var rewound = mounted.Drive.Rewind(cancellationToken);
        if (!rewound.IsDone)
            throw TapeException.From(rewound, "rewind", mounted.Barcode, mounted.Drive.Name);
        var buffer = new byte[mounted.Drive.MaxBlockSize];
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var read = mounted.Drive.Read(buffer);
            if (read.Status is TapeStatus.EndOfData or TapeStatus.Blank)
                return files.Count;
            if (read.IsDone)
                files.Append(buffer.AsSpan(0, read.Count));
            else if (read.Status == TapeStatus.Filemark)
                files.EndFile();
            else
                throw TapeException.From(read, $"read tape file {(files.IsInFile ? files.Count : files.Count + 1)}", mounted.Barcode, mounted.Drive.Name);
        }
    }
}
