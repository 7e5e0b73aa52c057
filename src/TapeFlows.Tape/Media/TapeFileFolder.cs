namespace TapeFlows.Tape.Media;

/// <summary>
/// A folder that takes what stands between the filemarks of a volume as ordinary files <c>0001</c>, <c>0002</c> ..., for stock tools: one for each
/// tape file, an empty one where two filemarks follow each other.
/// </summary>
public sealed class TapeFileFolder : IDisposable
{
    private readonly string _path;
    private FileStream? _file;

    /// <summary>Begins with the first file.</summary>
    /// <param name="path">Made when it is not there. Files of those names are replaced.</param>
    public TapeFileFolder(string path)
    {
        Directory.CreateDirectory(path);
        _path = path;
    }

    /// <summary>Files so far, the begun one included.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the last file still waits for its filemark.</summary>
    public bool IsInFile => _file is not null;

    /// <summary>Takes (a part of) a block.</summary>
    public void Append(ReadOnlySpan<byte> bytes) => Begin().Write(bytes);

    /// <summary>Takes a filemark.</summary>
    public void EndFile()
    {
        Begin().Dispose();
        _file = null;
    }

    /// <summary>Closes the last file.</summary>
    public void Dispose() => _file?.Dispose();

    private FileStream Begin() => _file ??= File.Create(Path.Combine(_path, $"{++Count:D4}"), bufferSize: 0);
}
