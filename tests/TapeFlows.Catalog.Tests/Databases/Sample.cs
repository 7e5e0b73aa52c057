using TapeFlows.Backup;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Catalog.Tests.Databases;

/// <summary>Valid records that tests change where they care.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.FromHours(8));

    private static int s_lastBarcode;

    public static string NewBarcode() => $"T{Interlocked.Increment(ref s_lastBarcode):00000}L8";

    public static Volume Volume(string? barcode = null) => new()
    {
        Barcode = barcode ?? NewBarcode(),
        VolumeId = Guid.NewGuid(),
        Pool = "default",
        State = VolumeState.Scratch,
        MediumType = "LTO-8",
        CapacityBytes = 12_000_000_000_000,
    };

    public static BackupSet Set(BackupType type = BackupType.Full) => new()
    {
        Id = Guid.NewGuid(),
        Type = type,
        State = SetState.Writing,
        Pool = "default",
        Roots = ["/home", @"/srv/a\xff"],
        StartedAt = Noon,
    };

    public static Segment Segment(BackupSet set, Volume volume, int piece) => new()
    {
        SetId = set.Id,
        Piece = piece,
        Number = piece,
        Section = 1,
        Kind = SegmentKind.Data,
        State = SegmentState.Writing,
        Barcode = volume.Barcode,
        VolumeId = volume.VolumeId,
        LabelAddress = piece * 100,
        FirstBlockAddress = (piece * 100) + 5,
        FileSequence = piece,
        BlockSize = 1 << 20,
        Compression = "none",
        Blocks = 90,
        Bytes = 90 << 20,
        Sha256 = new byte[32],
        ValidBytes = 90 << 20,
        EndAddress = (piece * 100) + 99,
    };

    public static CatalogFile File(long ordinal, string path, int lastPiece = 1, FileState state = FileState.None) => new()
    {
        Ordinal = ordinal,
        Path = EntryPath.FromText(path),
        Kind = EntryKind.File,
        State = state,
        LastPiece = lastPiece,
    };

    /// <summary>Rows of the given paths, in order, that end on the same piece.</summary>
    public static CatalogFile[] Files(int lastPiece, params string[] paths) =>
        [.. paths.Select(EntryPath.FromText).Order().Select((path, i) => File(i + 1, path.ToString(), lastPiece))];
}
