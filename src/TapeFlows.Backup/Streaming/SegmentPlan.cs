using TapeFlows.Backup.Compression;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Streaming;

/// <summary>A segment in the making, as far as its blocks have to carry it along.</summary>
/// <param name="Number">The segment's number in the set, from 1.</param>
/// <param name="Kind">Data or manifest.</param>
/// <param name="Compression">How it is compressed.</param>
internal sealed record SegmentPlan(int Number, SegmentKind Kind, CompressionMethod Compression);
