using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Drives;

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
        Directory.CreateDirectory(folder);
        var rewound = mounted.Drive.Rewind(cancellationToken);
        if (!rewound.IsDone)
            throw TapeException.From(rewound, "rewind", mounted.Barcode, mounted.Drive.Name);
        var buffer = new byte[mounted.Drive.MaxBlockSize];
        var files = 0;
        FileStream? file = null;
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var read = mounted.Drive.Read(buffer);
                if (read.Status is TapeStatus.EndOfData or TapeStatus.Blank)
                    return files;
                if (!read.IsDone && read.Status != TapeStatus.Filemark)
                    throw TapeException.From(read, $"read tape file {files + (file is null ? 1 : 0)}", mounted.Barcode, mounted.Drive.Name);
                file ??= File.Create(Path.Combine(folder, $"{++files:D4}"), bufferSize: 0);
                if (read.IsDone)
                {
                    file.Write(buffer, 0, read.Count);
                    continue;
                }

                file.Dispose();
                file = null;
            }
        }
        finally
        {
            file?.Dispose();
        }
    }
}
