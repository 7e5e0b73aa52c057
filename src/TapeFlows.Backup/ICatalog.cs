namespace TapeFlows.Backup;

/// <summary>The catalog as writing and reading need it. Every list is paged or streamed; nothing here grows with the number of files.</summary>
public interface ICatalog : IVolumeCatalog, ISetCatalog, IFileCatalog, IRetentionCatalog;

/// <summary>Volumes and pools.</summary>
public interface IVolumeCatalog
{
    /// <summary>The pool of that name, or <see langword="null"/>.</summary>
    Task<Pool?> FindPoolAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>All pools, by name.</summary>
    Task<IReadOnlyList<Pool>> ListPoolsAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds a pool or replaces the one of that name.</summary>
    Task SavePoolAsync(Pool pool, CancellationToken cancellationToken = default);

    /// <summary>The volume with that barcode, or <see langword="null"/>.</summary>
    Task<Volume?> FindVolumeAsync(string barcode, CancellationToken cancellationToken = default);

    /// <summary>Volumes by barcode, a page at a time.</summary>
    /// <param name="pool">Only of this pool; <see langword="null"/>: of all.</param>
    /// <param name="after">Only barcodes behind this one; <see langword="null"/>: from the beginning.</param>
    /// <param name="take">Page length, 1 to 1000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<Volume>> ListVolumesAsync(string? pool = null, string? after = null, int take = 1000, CancellationToken cancellationToken = default);

    /// <summary>Adds a volume or replaces the one with that barcode.</summary>
    Task SaveVolumeAsync(Volume volume, CancellationToken cancellationToken = default);

    /// <summary>Changes a volume as it is now, in one transaction: nobody writes it in between. What <paramref name="change"/> throws leaves it as it is.</summary>
    /// <returns>What it was and is; <see langword="null"/>: there is no such volume.</returns>
    Task<(Volume Before, Volume After)?> ChangeVolumeAsync(string barcode, Func<Volume, Volume> change, CancellationToken cancellationToken = default);
}

/// <summary>Sets and their pieces.</summary>
public interface ISetCatalog
{
    /// <summary>Adds a set, with no piece committed, whatever <see cref="BackupSet.Pieces"/> says. It is an error when it is there already.</summary>
    Task AddSetAsync(BackupSet set, CancellationToken cancellationToken = default);

    /// <summary>Replaces what is known of a set, but for <see cref="BackupSet.Pieces"/>: only a commit moves those.</summary>
    Task UpdateSetAsync(BackupSet set, CancellationToken cancellationToken = default);

    /// <summary>The set with that identity, or <see langword="null"/>.</summary>
    Task<BackupSet?> FindSetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>Sets, newest first, a page at a time.</summary>
    /// <param name="query">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<BackupSet>> ListSetsAsync(SetQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Announces a piece that is about to be written; its files stay invisible until it is committed. Its volume must be saved before, under the
    /// same identity. Announcing a piece again replaces it, unless it is committed: then it is an error.
    /// </summary>
    Task BeginSegmentAsync(Segment segment, CancellationToken cancellationToken = default);

    /// <summary>
    /// In one transaction: the piece becomes committed and its files visible, and its volume's append address, byte and segment counts move.
    /// Call it only after the synchronous filemark. Calling it again changes nothing. Pieces may be committed without having been announced, and
    /// in any order, as a rebuild does; the set's pieces and the volume's append address only move outwards.
    /// </summary>
    Task CommitSegmentAsync(Segment segment, VolumeState volumeState, CancellationToken cancellationToken = default);

    /// <summary>
    /// Forgets a piece that was never committed, the files that end on it, and what was staged behind the first of those in path order. Piece 0 stands
    /// for all that was staged of a set of which nothing is committed, deletions among it that are on no piece. A piece that is not there changes
    /// nothing else; a committed one is an error.
    /// </summary>
    Task DiscardSegmentAsync(Guid setId, int piece, CancellationToken cancellationToken = default);

    /// <summary>The pieces of a set, in writing order.</summary>
    Task<IReadOnlyList<Segment>> ListSegmentsAsync(Guid setId, CancellationToken cancellationToken = default);

    /// <summary>The pieces on a volume, by block address.</summary>
    Task<IReadOnlyList<Segment>> ListSegmentsOnVolumeAsync(string barcode, CancellationToken cancellationToken = default);

    /// <summary>Changes the state of a committed piece to damaged, or back. Its files stay visible.</summary>
    Task MarkSegmentAsync(Guid setId, int piece, SegmentState state, CancellationToken cancellationToken = default);
}

/// <summary>Which sets to list.</summary>
public sealed record SetQuery
{
    /// <summary>Only of this history (see <see cref="BackupSet.Roots"/>).</summary>
    public IReadOnlyList<string>? Roots { get; init; }

    /// <summary>Only in one of these states.</summary>
    public IReadOnlyList<SetState>? States { get; init; }

    /// <summary>Only of this type.</summary>
    public BackupType? Type { get; init; }

    /// <summary>Only of this pool.</summary>
    public string? Pool { get; init; }

    /// <summary>Only the set of that identity and its copies: see <see cref="BackupSet.ContentId"/>.</summary>
    public Guid? Content { get; init; }

    /// <summary>Only started at or before this moment: what a restore to a point in time may use.</summary>
    public DateTimeOffset? StartedUntil { get; init; }

    /// <summary>How many to pass over, for paging.</summary>
    public int Skip { get; init; }

    /// <summary>Page length, 1 to 1000.</summary>
    public int Take { get; init; } = 100;
}

/// <summary>The files of sets.</summary>
public interface IFileCatalog
{
    /// <summary>
    /// Stores rows of a set in bulk, in ordinal order; they are visible once their <see cref="CatalogFile.LastPiece"/> is committed. A path is in a
    /// set once.
    /// One transaction per call; a failed call stores nothing.
    /// </summary>
    /// <param name="setId">The set.</param>
    /// <param name="files">Some thousand rows at a time.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task StageFilesAsync(Guid setId, IReadOnlyList<CatalogFile> files, CancellationToken cancellationToken = default);

    /// <summary>The visible rows of one set (deletions among them) in path order, streamed.</summary>
    /// <param name="setId">The set.</param>
    /// <param name="afterOrdinal">Only behind this ordinal.</param>
    /// <param name="cancellationToken">Gives up.</param>
    IAsyncEnumerable<CatalogFile> ReadFilesAsync(Guid setId, long afterOrdinal = 0, CancellationToken cancellationToken = default);

    /// <summary>The visible row of one path in one set, or <see langword="null"/>.</summary>
    Task<CatalogFile?> FindFileAsync(Guid setId, EntryPath path, CancellationToken cancellationToken = default);

    /// <summary>
    /// A directory as it was at a point in time: for each name the newest row among the sets of a chain, deletions left out; by name, a page at a time.
    /// </summary>
    /// <param name="chain">A full set and those on top of it, oldest first.</param>
    /// <param name="directory">The directory's full path; empty for the root.</param>
    /// <param name="afterName">Only names behind this one; <see langword="null"/>: from the beginning.</param>
    /// <param name="take">Page length, 1 to 10,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<CatalogFile>> ListDirectoryAsync(
        IReadOnlyList<Guid> chain, byte[] directory, byte[]? afterName = null, int take = 1000, CancellationToken cancellationToken = default);

    /// <summary>Forgets a set with its pieces and files, at once for everybody who looks. A set that is not there changes nothing.</summary>
    Task RemoveSetAsync(Guid setId, CancellationToken cancellationToken = default);
}

/// <summary>What retention asks of the catalog, and takes out of it. Each call is one transaction, so that whenever it is killed nothing is half gone.</summary>
public interface IRetentionCatalog
{
    /// <summary>
    /// Forgets a set for good, with its pieces and files, and gives free what it has on volumes: one that ended with it ends before it now, so that the next writer begins there, and has
    /// room again if it was full. What was written after it stays.
    /// </summary>
    /// <returns>Whether it was forgotten: not when it is being written or copied, when another set stands on it and no complete copy is there for that, or when there is no such set.</returns>
    Task<bool> ExpireSetAsync(Guid setId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a volume scratch of which nothing is left in the catalog, so that the next writer may begin at its beginning. Not one that holds pieces of a set, whether it is complete
    /// or not, or more than this catalog has ever known, or whose state says that it must not be written.
    /// </summary>
    /// <returns>Whether it was.</returns>
    Task<bool> RecycleVolumeAsync(string barcode, CancellationToken cancellationToken = default);

    /// <summary>Keeps that pieces of a set were read back now and found sound. Those that are not there are passed over.</summary>
    Task MarkVerifiedAsync(Guid setId, IReadOnlyCollection<int> pieces, CancellationToken cancellationToken = default);
}
