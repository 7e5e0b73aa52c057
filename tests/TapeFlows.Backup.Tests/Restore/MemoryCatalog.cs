using System.Runtime.CompilerServices;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Tests.Restore;

/// <summary>A catalog in lists, for what only reads one.</summary>
internal sealed class MemoryCatalog : ICatalog
{
    private const int BlockSize = 1_000_000;
    private readonly List<BackupSet> _sets = [];
    private readonly List<Volume> _volumes = [];
    private readonly List<Segment> _pieces = [];
    private readonly Dictionary<Guid, List<CatalogFile>> _files = [];

    public Volume AddVolume(string barcode, VolumeState state = VolumeState.Full)
    {
        var volume = new Volume { Barcode = barcode, VolumeId = Guid.NewGuid(), Pool = "default", State = state, MediumType = "LTO-8", CapacityBytes = 12_000_000_000_000 };
        _volumes.Add(volume);
        return volume;
    }

    /// <summary>A set, begun so many days after the first of January.</summary>
    public BackupSet AddSet(BackupType type, int day, Guid? baseId = null, SetState state = SetState.Complete)
    {
        var set = new BackupSet
        {
            Id = Guid.NewGuid(), Type = type, State = state, BaseId = baseId, Pool = "default", Roots = ["/root"],
            StartedAt = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(day),
        };
        _sets.Add(set);
        _files.Add(set.Id, []);
        return set;
    }

    /// <summary>The next piece of a set, at a place on a volume, a block a megabyte.</summary>
    public Segment AddPiece(BackupSet set, Volume volume, long firstBlock = 10, long blocks = 1000, int section = 1)
    {
        var number = _pieces.Count(piece => piece.SetId == set.Id) + 1;
        var piece = new Segment
        {
            SetId = set.Id, Piece = number, Number = section == 1 ? number : number - 1, Section = section, Kind = SegmentKind.Data, State = SegmentState.Committed,
            Barcode = volume.Barcode, VolumeId = volume.VolumeId, LabelAddress = firstBlock - 9, FirstBlockAddress = firstBlock, FileSequence = 1,
            BlockSize = BlockSize, Compression = "none", Blocks = blocks, Bytes = blocks * BlockSize, ValidBytes = blocks * BlockSize,
        };
        _pieces.Add(piece);
        return piece;
    }

    /// <summary>A file of a set whose header is in a certain block of a piece.</summary>
    public CatalogFile AddFile(BackupSet set, string path, Segment piece, long block = 0, long size = 1000, int? lastPiece = null) => Add(set, new CatalogFile
    {
        Ordinal = _files[set.Id].Count + 1, Path = EntryPath.FromText(path), Kind = EntryKind.File, Size = size,
        Position = new TapePosition(piece.Piece, piece.FirstBlockAddress + block, 0, 0), LastPiece = lastPiece ?? piece.Piece,
    });

    public CatalogFile AddDeletion(BackupSet set, string path) => Add(set, new CatalogFile
    {
        Ordinal = _files[set.Id].Count + 1, Path = EntryPath.FromText(path), Kind = EntryKind.File, State = FileState.Deleted,
    });

    private CatalogFile Add(BackupSet set, CatalogFile row)
    {
        _files[set.Id].Add(row);
        return row;
    }

    public Task<Volume?> FindVolumeAsync(string barcode, CancellationToken cancellationToken = default) =>
        Task.FromResult(_volumes.Find(volume => volume.Barcode == barcode));

    public Task<BackupSet?> FindSetAsync(Guid id, CancellationToken cancellationToken = default) => Task.FromResult(_sets.Find(set => set.Id == id));

    public Task<IReadOnlyList<BackupSet>> ListSetsAsync(SetQuery query, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<BackupSet>>([.. _sets
            .Where(set => query.States?.Contains(set.State) != false && !(set.StartedAt > query.StartedUntil) && (query.Content is null || set.ContentId == query.Content))
            .OrderByDescending(set => set.StartedAt).Take(query.Take)]);

    public Task<IReadOnlyList<Segment>> ListSegmentsAsync(Guid setId, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<Segment>>([.. _pieces.Where(piece => piece.SetId == setId)]);

    public async IAsyncEnumerable<CatalogFile> ReadFilesAsync(Guid setId, long afterOrdinal = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        foreach (var row in _files[setId].Where(row => row.Ordinal > afterOrdinal))
            yield return row;
    }

    public Task<CatalogFile?> FindFileAsync(Guid setId, EntryPath path, CancellationToken cancellationToken = default) =>
        Task.FromResult(_files[setId].Find(row => row.Path == path));

    public Task<Pool?> FindPoolAsync(string name, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<Pool>> ListPoolsAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task SavePoolAsync(Pool pool, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<Volume>> ListVolumesAsync(string? pool = null, string? after = null, int take = 1000, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task SaveVolumeAsync(Volume volume, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<(Volume Before, Volume After)?> ChangeVolumeAsync(string barcode, Func<Volume, Volume> change, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task AddSetAsync(BackupSet set, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task UpdateSetAsync(BackupSet set, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task BeginSegmentAsync(Segment segment, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task CommitSegmentAsync(Segment segment, VolumeState volumeState, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task DiscardSegmentAsync(Guid setId, int piece, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<Segment>> ListSegmentsOnVolumeAsync(string barcode, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task MarkSegmentAsync(Guid setId, int piece, SegmentState state, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task StageFilesAsync(Guid setId, IReadOnlyList<CatalogFile> files, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<CatalogFile>> ListDirectoryAsync(
        IReadOnlyList<Guid> chain, byte[] directory, byte[]? afterName = null, int take = 1000, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task RemoveSetAsync(Guid setId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> ExpireSetAsync(Guid setId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<bool> RecycleVolumeAsync(string barcode, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task MarkVerifiedAsync(Guid setId, IReadOnlyCollection<int> pieces, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
