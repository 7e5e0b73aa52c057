using TapeFlows.Backup.Manifest;
using TapeFlows.Backup.Streaming;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Volumes;

/// <summary>What a write session writes for, and with what.</summary>
internal sealed record WriteTarget
{
    public required BackupSet Set { get; init; }

    public required ICatalog Catalog { get; init; }

    public required IVolumeSupply Supply { get; init; }

    public required RowSink Rows { get; init; }

    public required RunProgress Progress { get; init; }

    public required TimeProvider Clock { get; init; }

    public required int BlockSize { get; init; }

    public SegmentHeader HeaderOf(Segment segment) => new(
        new VolumeIdentity(segment.Barcode, segment.VolumeId),
        new SetIdentity(segment.SetId, ManifestWords.Of(Set.Type), Set.BaseId, Set.Pool),
        segment.Piece,
        segment.Number,
        segment.Section,
        segment.FileSequence,
        segment.Kind,
        segment.BlockSize,
        segment.Compression,
        segment.FirstBlockAddress,
        Set.StartedAt,
        Set.ExpiresAt,
        Product.Version);

    public SegmentTrailer TrailerOf(Segment segment) => new(
        HeaderOf(segment),
        segment.Ending,
        segment.Blocks,
        segment.Bytes,
        segment.Sha256!,
        segment.RestartBytes,
        segment.ValidBytes,
        segment.StreamOffset);
}
