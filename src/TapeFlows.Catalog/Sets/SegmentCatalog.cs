using Microsoft.EntityFrameworkCore;
using TapeFlows.Backup;
using TapeFlows.Catalog.Files;
using TapeFlows.Catalog.Model;
using TapeFlows.Catalog.Stores;

namespace TapeFlows.Catalog.Sets;

/// <summary>The pieces of sets: announced, then committed or forgotten.</summary>
internal sealed class SegmentCatalog(CatalogStore store)
{
    public Task BeginAsync(Segment segment, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async context =>
            {
                var set = await SetLookup.RequireAsync(context, segment.SetId, cancellationToken);
                await RequireVolumeAsync(context, segment, cancellationToken);
                var known = await context.Segments.FindAsync([set.Number, segment.Piece], cancellationToken);
                if (known is { State: not SegmentState.Writing })
                    throw new CatalogException($"Piece {segment.Piece} of set {segment.SetId} is committed already, on volume {known.Barcode}. Nothing was changed. Give the new piece the next number.");
                Save(context, known, SegmentRow.From(set.Number, segment with { State = SegmentState.Writing, CommittedAt = null }));
            },
            cancellationToken);

    public Task CommitAsync(Segment segment, VolumeState volumeState, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async context =>
            {
                var set = await SetLookup.RequireAsync(context, segment.SetId, cancellationToken);
                var known = await context.Segments.FindAsync([set.Number, segment.Piece], cancellationToken);
                if (known is { State: not SegmentState.Writing })
                {
                    RequireSamePlace(known, segment);
                    return;
                }

                var volume = await RequireVolumeAsync(context, segment, cancellationToken);
                var committed = segment with { State = SegmentState.Committed, CommittedAt = segment.CommittedAt ?? store.Time.GetUtcNow() };
                Save(context, known, SegmentRow.From(set.Number, committed));
                set.Pieces = Math.Max(set.Pieces, segment.Piece);
                MoveEnd(volume, committed, volumeState);
            },
            cancellationToken);

    public async Task DiscardAsync(Guid setId, int piece, CancellationToken cancellationToken)
    {
        var set = await store.ReadAsync(context => SetLookup.FindAsync(context, setId, cancellationToken), cancellationToken);
        if (set is null)
            return;
        await store.WriteAsync(context => FindDiscardableAsync(context, set.Number, setId, piece, cancellationToken), cancellationToken);
        await new FileDeletion(store).DeleteUncommittedAsync(set.Number, piece, set.Pieces, cancellationToken);
        await store.WriteAsync(
            async context =>
            {
                if (await FindDiscardableAsync(context, set.Number, setId, piece, cancellationToken) is { } row)
                    context.Remove(row);
            },
            cancellationToken);
    }

    public Task<IReadOnlyList<Segment>> ListAsync(Guid setId, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<Segment>>(
            async context =>
            {
                var rows = await context.Segments.AsNoTracking()
                    .Join(context.Sets.Where(set => set.Id == setId), row => row.SetNumber, set => set.Number, (row, _) => row)
                    .OrderBy(row => row.Piece)
                    .ToListAsync(cancellationToken);
                return rows.ConvertAll(row => row.ToSegment(setId));
            },
            cancellationToken);

    public Task<IReadOnlyList<Segment>> ListOnVolumeAsync(string barcode, CancellationToken cancellationToken) =>
        store.ReadAsync<IReadOnlyList<Segment>>(
            async context =>
            {
                var rows = await context.Segments.AsNoTracking().Where(row => row.Barcode == barcode)
                    .Join(context.Sets, row => row.SetNumber, set => set.Number, (row, set) => new { Segment = row, SetId = set.Id })
                    .OrderBy(row => row.Segment.FirstBlockAddress)
                    .ToListAsync(cancellationToken);
                return rows.ConvertAll(row => row.Segment.ToSegment(row.SetId));
            },
            cancellationToken);

    public Task MarkAsync(Guid setId, int piece, SegmentState state, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async context =>
            {
                var set = await SetLookup.RequireAsync(context, setId, cancellationToken);
                var row = await context.Segments.FindAsync([set.Number, piece], cancellationToken)
                    ?? throw new CatalogException($"Piece {piece} of set {setId} is not in the catalog. Nothing was changed.");
                if (row.State == SegmentState.Writing || state == SegmentState.Writing)
                    throw new CatalogException($"Piece {piece} of set {setId} cannot go from {row.State} to {state}: only a commit or a discard settles a piece that is being written. Nothing was changed.");
                row.State = state;
            },
            cancellationToken);

    private static void Save(CatalogContext context, SegmentRow? known, SegmentRow row)
    {
        if (known is null)
            context.Add(row);
        else
            context.Entry(known).CurrentValues.SetValues(row);
    }

    private static void MoveEnd(VolumeRow volume, Segment committed, VolumeState state)
    {
        volume.State = state;
        volume.Segments++;
        volume.BytesWritten += committed.Bytes;
        // A rebuild may commit pieces in any order; the end only moves outwards.
        volume.AppendAddress = Math.Max(volume.AppendAddress, committed.EndAddress);
        if (volume.LastWrittenAt is not { } last || last < committed.CommittedAt)
            volume.LastWrittenAt = committed.CommittedAt;
    }

    private static void RequireSamePlace(SegmentRow known, Segment segment)
    {
        if (known.Barcode != segment.Barcode || known.FirstBlockAddress != segment.FirstBlockAddress)
        {
            throw new CatalogException(
                $"Piece {segment.Piece} of set {segment.SetId} is committed on volume {known.Barcode} at block {known.FirstBlockAddress}, " +
                $"and cannot be committed once more on volume {segment.Barcode} at block {segment.FirstBlockAddress}. Nothing was changed. Give the new piece a number of its own.");
        }
    }

    private static async Task<VolumeRow> RequireVolumeAsync(CatalogContext context, Segment segment, CancellationToken cancellationToken)
    {
        var volume = await context.Volumes.FindAsync([segment.Barcode], cancellationToken)
            ?? throw new CatalogException($"The volume {segment.Barcode} is not in the catalog. Nothing was changed. Save the volume before its pieces.");
        if (volume.VolumeId != segment.VolumeId)
        {
            throw new CatalogException(
                $"The cartridge {segment.Barcode} that was written is {segment.VolumeId}, but the catalog knows {volume.VolumeId} under that barcode: " +
                "it was relabelled, or two cartridges share a barcode. Nothing was changed. Read the label of the cartridge and save the volume as it is.");
        }

        return volume;
    }

    private static async Task<SegmentRow?> FindDiscardableAsync(
        CatalogContext context, int setNumber, Guid setId, int piece, CancellationToken cancellationToken)
    {
        var row = await context.Segments.FindAsync([setNumber, piece], cancellationToken);
        if (row is { State: not SegmentState.Writing })
            throw new CatalogException($"Piece {piece} of set {setId} is committed on volume {row.Barcode} and stays. Nothing was changed. Remove the whole set to forget it.");
        return row;
    }
}
