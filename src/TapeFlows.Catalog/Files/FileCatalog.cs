using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using TapeFlows.Backup;
using TapeFlows.Catalog.Model;
using TapeFlows.Catalog.Sets;
using TapeFlows.Catalog.Stores;

namespace TapeFlows.Catalog.Files;

/// <summary>The files of sets.</summary>
internal sealed class FileCatalog(CatalogStore store) : IFileCatalog
{
    public Task StageFilesAsync(Guid setId, IReadOnlyList<CatalogFile> files, CancellationToken cancellationToken = default)
    {
        if (files.Count == 0)
            return Task.CompletedTask;
        return store.BulkAsync(
            async transaction =>
            {
                var setNumber = await store.HoldSetAsync(transaction, setId, cancellationToken) ?? throw SetLookup.Missing(setId);
                await store.ShareDirectoriesAsync(transaction, cancellationToken);
                await store.InsertFilesAsync(transaction, setNumber, files, cancellationToken);
                return files.Count;
            },
            cancellationToken);
    }

    public async IAsyncEnumerable<CatalogFile> ReadFilesAsync(
        Guid setId, long afterOrdinal = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var set = await store.ReadAsync(context => FindSetAsync(context, setId, cancellationToken), cancellationToken);
        var pages = new FilePages(store, set, afterOrdinal);
        var next = ReadAheadAsync();
        try
        {
            while (await next is { Count: > 0 } page)
            {
                next = ReadAheadAsync();
                foreach (var file in page)
                    yield return file;
            }
        }
        finally
        {
            // A reader that stops early must not leave a query behind.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // SQLite answers on the calling thread, so the next page is read on another one while this one is used.
        Task<List<CatalogFile>> ReadAheadAsync() => Task.Run(() => pages.ReadNextAsync(cancellationToken), cancellationToken);
    }

    public Task<CatalogFile?> FindFileAsync(Guid setId, EntryPath path, CancellationToken cancellationToken = default)
    {
        const string Find =
            $"SELECT {FileColumns.All} FROM files WHERE directory_id = @directory AND set_number = @set AND name = @name AND last_piece <= @pieces";
        return store.SnapshotAsync(
            async (context, snapshot) =>
            {
                var set = await FindSetAsync(context, setId, cancellationToken);
                if (await FindDirectoryAsync(context, path.Directory, cancellationToken) is not { } directoryId)
                    return null;
                await using var command = snapshot.Command(
                    Find, ("@directory", directoryId), ("@set", set.Number), ("@name", path.Name), ("@pieces", set.Pieces));
                await using var rows = await command.ExecuteReaderAsync(cancellationToken);
                return await rows.ReadAsync(cancellationToken) ? FileColumns.Read(rows, path.Directory) : null;
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<CatalogFile>> ListDirectoryAsync(
        IReadOnlyList<Guid> chain, byte[] directory, byte[]? afterName = null, int take = 1000, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, 10_000);
        return store.SnapshotAsync<IReadOnlyList<CatalogFile>>(
            async (context, snapshot) =>
            {
                var sets = await FindSetsAsync(context, chain, cancellationToken);
                if (await FindDirectoryAsync(context, directory, cancellationToken) is not { } directoryId)
                    return [];
                // No name is empty but that of the root itself, which is no entry of the root.
                var cursors = sets.ConvertAll(set => new DirectoryCursor(set, directory, directoryId, afterName ?? []));
                return await new DirectoryMerge(snapshot, cursors).TakeAsync(take, cancellationToken);
            },
            cancellationToken);
    }

    public Task RemoveSetAsync(Guid setId, CancellationToken cancellationToken = default) => new SetRemoval(store).RemoveAsync(setId, cancellationToken);

    private static async Task<VisibleSet> FindSetAsync(CatalogContext context, Guid setId, CancellationToken cancellationToken) =>
        (await FindSetsAsync(context, [setId], cancellationToken))[0];

    private static async Task<List<VisibleSet>> FindSetsAsync(CatalogContext context, IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        var wanted = ids.ToArray();
        var found = await context.Sets.AsNoTracking().Where(row => wanted.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, row => new VisibleSet(row.Number, row.Pieces), cancellationToken);
        return [.. ids.Select(id => found.TryGetValue(id, out var set) ? set : throw SetLookup.Missing(id))];
    }

    private static Task<long?> FindDirectoryAsync(CatalogContext context, byte[] directory, CancellationToken cancellationToken)
    {
        var key = DirectoryKey.From(directory);
        return context.Directories.AsNoTracking().Where(row => row.Path == key).Select(row => (long?)row.Id).SingleOrDefaultAsync(cancellationToken);
    }
}
