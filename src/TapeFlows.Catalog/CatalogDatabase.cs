using TapeFlows.Backup;
using TapeFlows.Catalog.Files;
using TapeFlows.Catalog.Retention;
using TapeFlows.Catalog.Sets;
using TapeFlows.Catalog.Stores;
using TapeFlows.Catalog.Volumes;

namespace TapeFlows.Catalog;

/// <summary>
/// The catalog in a database. Safe for calls from many threads at once: each has a context and, when it writes, a transaction of its own.
/// Every call can throw a <see cref="CatalogException"/> that says what to do.
/// </summary>
public sealed class CatalogDatabase : ICatalog, IAsyncDisposable
{
    private readonly CatalogStore _store;
    private readonly VolumeCatalog _volumes;
    private readonly SetCatalog _sets;
    private readonly SegmentCatalog _segments;
    private readonly FileCatalog _files;
    private readonly RetentionCatalog _retention;

    /// <summary>A catalog that opens its database at the first call; see <see cref="OpenAsync"/> for one that is open.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="CatalogException">The options make no sense.</exception>
    public CatalogDatabase(CatalogOptions options, TimeProvider time)
    {
        _store = CatalogStore.Create(options, time);
        _volumes = new VolumeCatalog(_store);
        _sets = new SetCatalog(_store);
        _segments = new SegmentCatalog(_store);
        _files = new FileCatalog(_store);
        _retention = new RetentionCatalog(_store);
    }

    /// <summary>What to call it in a message to a person: the file, or the database and its server.</summary>
    public string Description => _store.Description;

    /// <summary>Opens the catalog: makes it when it is not there, upgrades it when it is of an older version.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CatalogException">It cannot be reached or made, is damaged, or was written by a newer version.</exception>
    public static async Task<CatalogDatabase> OpenAsync(CatalogOptions options, TimeProvider time, CancellationToken cancellationToken = default)
    {
        var catalog = new CatalogDatabase(options, time);
        try
        {
            await catalog.PrepareAsync(cancellationToken);
            return catalog;
        }
        catch
        {
            await catalog.DisposeAsync();
            throw;
        }
    }

    /// <summary>Does at once what the first call would do: make or upgrade the database. For the start of a program.</summary>
    /// <param name="cancellationToken">Gives up; the next call tries again.</param>
    /// <exception cref="CatalogException">It cannot be reached or made, is damaged, or was written by a newer version.</exception>
    public Task PrepareAsync(CancellationToken cancellationToken = default) => _store.PrepareAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<Pool?> FindPoolAsync(string name, CancellationToken cancellationToken = default) => _volumes.FindPoolAsync(name, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Pool>> ListPoolsAsync(CancellationToken cancellationToken = default) => _volumes.ListPoolsAsync(cancellationToken);

    /// <inheritdoc/>
    public Task SavePoolAsync(Pool pool, CancellationToken cancellationToken = default) => _volumes.SavePoolAsync(pool, cancellationToken);

    /// <inheritdoc/>
    public Task<Volume?> FindVolumeAsync(string barcode, CancellationToken cancellationToken = default) => _volumes.FindVolumeAsync(barcode, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Volume>> ListVolumesAsync(
        string? pool = null, string? after = null, int take = 1000, CancellationToken cancellationToken = default) =>
        _volumes.ListVolumesAsync(pool, after, take, cancellationToken);

    /// <inheritdoc/>
    public Task<(Volume Before, Volume After)?> ChangeVolumeAsync(string barcode, Func<Volume, Volume> change, CancellationToken cancellationToken = default) =>
        _volumes.ChangeVolumeAsync(barcode, change, cancellationToken);

    /// <inheritdoc/>
    public Task SaveVolumeAsync(Volume volume, CancellationToken cancellationToken = default) => _volumes.SaveVolumeAsync(volume, cancellationToken);

    /// <inheritdoc/>
    public Task AddSetAsync(BackupSet set, CancellationToken cancellationToken = default) => _sets.AddAsync(set, cancellationToken);

    /// <inheritdoc/>
    public Task UpdateSetAsync(BackupSet set, CancellationToken cancellationToken = default) => _sets.UpdateAsync(set, cancellationToken);

    /// <inheritdoc/>
    public Task<BackupSet?> FindSetAsync(Guid id, CancellationToken cancellationToken = default) => _sets.FindAsync(id, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BackupSet>> ListSetsAsync(SetQuery query, CancellationToken cancellationToken = default) => _sets.ListAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task BeginSegmentAsync(Segment segment, CancellationToken cancellationToken = default) => _segments.BeginAsync(segment, cancellationToken);

    /// <inheritdoc/>
    public Task CommitSegmentAsync(Segment segment, VolumeState volumeState, CancellationToken cancellationToken = default) =>
        _segments.CommitAsync(segment, volumeState, cancellationToken);

    /// <inheritdoc/>
    public Task DiscardSegmentAsync(Guid setId, int piece, CancellationToken cancellationToken = default) => _segments.DiscardAsync(setId, piece, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Segment>> ListSegmentsAsync(Guid setId, CancellationToken cancellationToken = default) => _segments.ListAsync(setId, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Segment>> ListSegmentsOnVolumeAsync(string barcode, CancellationToken cancellationToken = default) =>
        _segments.ListOnVolumeAsync(barcode, cancellationToken);

    /// <inheritdoc/>
    public Task MarkSegmentAsync(Guid setId, int piece, SegmentState state, CancellationToken cancellationToken = default) =>
        _segments.MarkAsync(setId, piece, state, cancellationToken);

    /// <inheritdoc/>
    public Task StageFilesAsync(Guid setId, IReadOnlyList<CatalogFile> files, CancellationToken cancellationToken = default) =>
        _files.StageFilesAsync(setId, files, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<CatalogFile> ReadFilesAsync(Guid setId, long afterOrdinal = 0, CancellationToken cancellationToken = default) =>
        _files.ReadFilesAsync(setId, afterOrdinal, cancellationToken);

    /// <inheritdoc/>
    public Task<CatalogFile?> FindFileAsync(Guid setId, EntryPath path, CancellationToken cancellationToken = default) =>
        _files.FindFileAsync(setId, path, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<CatalogFile>> ListDirectoryAsync(
        IReadOnlyList<Guid> chain, byte[] directory, byte[]? afterName = null, int take = 1000, CancellationToken cancellationToken = default) =>
        _files.ListDirectoryAsync(chain, directory, afterName, take, cancellationToken);

    /// <inheritdoc/>
    public Task RemoveSetAsync(Guid setId, CancellationToken cancellationToken = default) => _files.RemoveSetAsync(setId, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> ExpireSetAsync(Guid setId, CancellationToken cancellationToken = default) => _retention.ExpireSetAsync(setId, cancellationToken);

    /// <inheritdoc/>
    public Task<bool> RecycleVolumeAsync(string barcode, CancellationToken cancellationToken = default) => _retention.RecycleVolumeAsync(barcode, cancellationToken);

    /// <inheritdoc/>
    public Task MarkVerifiedAsync(Guid setId, IReadOnlyCollection<int> pieces, CancellationToken cancellationToken = default) =>
        _retention.MarkVerifiedAsync(setId, pieces, cancellationToken);

    /// <summary>Closes its connections.</summary>
    public ValueTask DisposeAsync() => _store.DisposeAsync();
}
