using TapeFlows.Backup.Restore.Target;

namespace TapeFlows.Backup.Restore;

/// <summary>Small files on their way to a writing thread: begun in their directories, their content behind one another in a buffer. Used again.</summary>
internal sealed class WriteBatch
{
    /// <summary>Content bytes that a batch takes.</summary>
    public const int Size = 1024 * 1024;

    private const int MostFiles = 64;
    private readonly byte[] _content = GC.AllocateUninitializedArray<byte>(Size);
    private int _length;

    public List<BatchedFile> Files { get; } = new(MostFiles);

    /// <summary>Whether a further file of that size has to wait for the next batch.</summary>
    public bool IsFullFor(long size) => Files.Count == MostFiles || size > Size - _length;

    /// <summary>Room for the content of the next file.</summary>
    public Memory<byte> Room(long size) => _content.AsMemory(_length, (int)size);

    public void Add(RestoredFile file, WantedFile wanted)
    {
        Files.Add(new BatchedFile(file, wanted, _length));
        _length += (int)wanted.Row.Size;
    }

    public ReadOnlySpan<byte> ContentOf(in BatchedFile file) => _content.AsSpan(file.Offset, (int)file.Wanted.Row.Size);

    public void Reset()
    {
        Files.Clear();
        _length = 0;
    }
}

/// <summary>One file of a batch.</summary>
internal readonly record struct BatchedFile(RestoredFile File, WantedFile Wanted, int Offset);
