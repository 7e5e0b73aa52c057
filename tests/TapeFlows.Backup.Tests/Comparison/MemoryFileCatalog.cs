using System.Runtime.CompilerServices;

namespace TapeFlows.Backup.Tests.Comparison;

/// <summary>Rows of sets in lists.</summary>
internal sealed class MemoryFileCatalog : IFileCatalog
{
    private readonly Dictionary<Guid, List<CatalogFile>> _sets = [];

    public Guid Add(IEnumerable<CatalogFile> files)
    {
        var id = Guid.NewGuid();
        _sets.Add(id, [.. files]);
        return id;
    }

    public static CatalogFile Row(FileEntry entry, byte[]? sha256 = null, FileState state = FileState.None) => new()
    {
        Ordinal = 1,
        Path = entry.Path,
        Kind = entry.Kind,
        State = state,
        Mode = entry.Mode,
        UserId = entry.UserId,
        GroupId = entry.GroupId,
        Size = entry.Size,
        ModifiedNanoseconds = entry.ModifiedAt.ToNanoseconds(),
        ChangedNanoseconds = entry.ChangedAt.ToNanoseconds(),
        Inode = entry.Inode,
        Device = entry.Device,
        LinkTarget = entry.LinkTarget,
        Sha256 = sha256,
    };

    public static CatalogFile Gone(EntryPath path) => new() { Ordinal = 1, Path = path, Kind = EntryKind.File, State = FileState.Deleted };

    public async IAsyncEnumerable<CatalogFile> ReadFilesAsync(
        Guid setId, long afterOrdinal = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var file in _sets[setId])
            yield return file;
    }

    public Task StageFilesAsync(Guid setId, IReadOnlyList<CatalogFile> files, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<CatalogFile?> FindFileAsync(Guid setId, EntryPath path, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<CatalogFile>> ListDirectoryAsync(
        IReadOnlyList<Guid> chain, byte[] directory, byte[]? afterName = null, int take = 1000, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task RemoveSetAsync(Guid setId, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
