using TapeFlows.Backup;

namespace TapeFlows.Operations.Leases;

/// <summary>A catalog that a process cannot change any more once a lease of its work is lost: what it would change is another process's by then.</summary>
/// <param name="inner">The catalog.</param>
/// <param name="lost">The first lease that is lost; <see langword="null"/>: none is.</param>
internal sealed class FencedCatalog(ICatalog inner, Func<Lease?> lost) : ICatalog
{
    private ICatalog Writable => lost() is { } lease ? throw new LeaseLostException(lease.Resource) : inner;

    public Task<Pool?> FindPoolAsync(string name, CancellationToken cancellationToken = default) => inner.FindPoolAsync(name, cancellationToken);

    public Task<IReadOnlyList<Pool>> ListPoolsAsync(CancellationToken cancellationToken = default) => inner.ListPoolsAsync(cancellationToken);

    public Task SavePoolAsync(Pool pool, CancellationToken cancellationToken = default) => Writable.SavePoolAsync(pool, cancellationToken);

    public Task<Volume?> FindVolumeAsync(string barcode, CancellationToken cancellationToken = default) => inner.FindVolumeAsync(barcode, cancellationToken);

    public Task<IReadOnlyList<Volume>> ListVolumesAsync(string? pool = null, string? after = null, int take = 1000, CancellationToken cancellationToken = default) =>
        inner.ListVolumesAsync(pool, after, take, cancellationToken);

    public Task<(Volume Before, Volume After)?> ChangeVolumeAsync(string barcode, Func<Volume, Volume> change, CancellationToken cancellationToken = default) =>
        Writable.ChangeVolumeAsync(barcode, change, cancellationToken);

    public Task SaveVolumeAsync(Volume volume, CancellationToken cancellationToken = default) => Writable.SaveVolumeAsync(volume, cancellationToken);

    public Task AddSetAsync(BackupSet set, CancellationToken cancellationToken = default) => Writable.AddSetAsync(set, cancellationToken);

    public Task UpdateSetAsync(BackupSet set, CancellationToken cancellationToken = default) => Writable.UpdateSetAsync(set, cancellationToken);

    public Task<BackupSet?> FindSetAsync(Guid id, CancellationToken cancellationToken = default) => inner.FindSetAsync(id, cancellationToken);

    public Task<IReadOnlyList<BackupSet>> ListSetsAsync(SetQuery query, CancellationToken cancellationToken = default) => inner.ListSetsAsync(query, cancellationToken);

    public Task BeginSegmentAsync(Segment segment, CancellationToken cancellationToken = default) => Writable.BeginSegmentAsync(segment, cancellationToken);

    public Task CommitSegmentAsync(Segment segment, VolumeState volumeState, CancellationToken cancellationToken = default) =>
        Writable.CommitSegmentAsync(segment, volumeState, cancellationToken);

    public Task DiscardSegmentAsync(Guid setId, int piece, CancellationToken cancellationToken = default) => Writable.DiscardSegmentAsync(setId, piece, cancellationToken);

    public Task<IReadOnlyList<Segment>> ListSegmentsAsync(Guid setId, CancellationToken cancellationToken = default) => inner.ListSegmentsAsync(setId, cancellationToken);

    public Task<IReadOnlyList<Segment>> ListSegmentsOnVolumeAsync(string barcode, CancellationToken cancellationToken = default) =>
        inner.ListSegmentsOnVolumeAsync(barcode, cancellationToken);

    public Task MarkSegmentAsync(Guid setId, int piece, SegmentState state, CancellationToken cancellationToken = default) =>
        Writable.MarkSegmentAsync(setId, piece, state, cancellationToken);

    public Task StageFilesAsync(Guid setId, IReadOnlyList<CatalogFile> files, CancellationToken cancellationToken = default) =>
        Writable.StageFilesAsync(setId, files, cancellationToken);

    public IAsyncEnumerable<CatalogFile> ReadFilesAsync(Guid setId, long afterOrdinal = 0, CancellationToken cancellationToken = default) =>
        inner.ReadFilesAsync(setId, afterOrdinal, cancellationToken);

    public Task<CatalogFile?> FindFileAsync(Guid setId, EntryPath path, CancellationToken cancellationToken = default) => inner.FindFileAsync(setId, path, cancellationToken);

    public Task<IReadOnlyList<CatalogFile>> ListDirectoryAsync(
        IReadOnlyList<Guid> chain, byte[] directory, byte[]? afterName = null, int take = 1000, CancellationToken cancellationToken = default) =>
        inner.ListDirectoryAsync(chain, directory, afterName, take, cancellationToken);

    public Task RemoveSetAsync(Guid setId, CancellationToken cancellationToken = default) => Writable.RemoveSetAsync(setId, cancellationToken);

    public Task<bool> ExpireSetAsync(Guid setId, CancellationToken cancellationToken = default) => Writable.ExpireSetAsync(setId, cancellationToken);

    public Task<bool> RecycleVolumeAsync(string barcode, CancellationToken cancellationToken = default) => Writable.RecycleVolumeAsync(barcode, cancellationToken);

    public Task MarkVerifiedAsync(Guid setId, IReadOnlyCollection<int> pieces, CancellationToken cancellationToken = default) =>
        Writable.MarkVerifiedAsync(setId, pieces, cancellationToken);
}
