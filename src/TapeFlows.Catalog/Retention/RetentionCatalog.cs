using Microsoft.EntityFrameworkCore;
using TapeFlows.Backup;
using TapeFlows.Catalog.Files;
using TapeFlows.Catalog.Model;
using TapeFlows.Catalog.Sets;
using TapeFlows.Catalog.Stores;

namespace TapeFlows.Catalog.Retention;

/// <summary>Takes out of the catalog what is kept no longer.</summary>
internal sealed class RetentionCatalog(CatalogStore store) : IRetentionCatalog
{
    public async Task<bool> ExpireSetAsync(Guid setId, CancellationToken cancellationToken = default)
    {
        var isGone = false;
        await store.WriteAsync(
            async context =>
            {
                isGone = false;
                if (await SetLookup.FindAsync(context, setId, cancellationToken) is not { State: not SetState.Writing } set
                    || await IsNeededAsync(context, set, cancellationToken))
                    return;
                await FreeVolumesAsync(context, set.Number, cancellationToken);
                context.Add(new RemovalRow { SetNumber = set.Number });
                context.Remove(set);
                isGone = true;
            },
            cancellationToken);
        // Also when this one stays: a removal that was killed is finished by the next one.
        await new FileDeletion(store).FinishRemovalsAsync(cancellationToken);
        return isGone;
    }

    public async Task<bool> RecycleVolumeAsync(string barcode, CancellationToken cancellationToken = default)
    {
        var isScratch = false;
        await store.WriteAsync(
            async context =>
            {
                isScratch = false;
                if (await context.Volumes.FindAsync([barcode], cancellationToken) is not { State: VolumeState.Appendable or VolumeState.Full, Segments: 0 } volume
                    || await context.Segments.AnyAsync(row => row.Barcode == barcode, cancellationToken))
                    return;
                (volume.State, volume.AppendAddress, volume.BytesWritten, volume.Remark) = (VolumeState.Scratch, 0, 0, null);
                isScratch = true;
            },
            cancellationToken);
        return isScratch;
    }

    public Task MarkVerifiedAsync(Guid setId, IReadOnlyCollection<int> pieces, CancellationToken cancellationToken = default) =>
        store.WriteAsync(
            async context =>
            {
                if (await SetLookup.FindAsync(context, setId, cancellationToken) is not { } set)
                    return;
                var now = store.Time.GetUtcNow();
                foreach (var some in pieces.Chunk(500))
                {
                    foreach (var row in await context.Segments.Where(row => row.SetNumber == set.Number && some.Contains(row.Piece)).ToListAsync(cancellationToken))
                        row.VerifiedAt = now;
                }
            },
            cancellationToken);

    // Another set stands on what it holds and nothing else holds that whole, or it is being copied in this moment.
    private static async Task<bool> IsNeededAsync(CatalogContext context, SetRow set, CancellationToken cancellationToken)
    {
        var content = set.CopyOf ?? set.Id;
        var holders = context.Sets.Where(other => other.Number != set.Number && (other.Id == content || other.CopyOf == content));
        return await holders.AnyAsync(other => other.State == SetState.Writing, cancellationToken)
            || (await context.Sets.AnyAsync(other => other.BaseId == content, cancellationToken) && !await holders.AnyAsync(other => other.State == SetState.Complete, cancellationToken));
    }

    private static async Task FreeVolumesAsync(CatalogContext context, int setNumber, CancellationToken cancellationToken)
    {
        var going = await context.Segments.AsNoTracking().Where(row => row.SetNumber == setNumber && row.State != SegmentState.Writing).ToListAsync(cancellationToken);
        foreach (var pieces in going.GroupBy(row => row.Barcode, StringComparer.Ordinal))
        {
            // A cartridge that was labelled again holds none of them any more.
            if (await context.Volumes.FindAsync([pieces.Key], cancellationToken) is not { } volume || pieces.All(piece => piece.VolumeId != volume.VolumeId))
                continue;
            var staying = await context.Segments.AsNoTracking().Where(row => row.Barcode == pieces.Key && row.SetNumber != setNumber).ToListAsync(cancellationToken);
            Free(volume, [.. pieces], staying);
        }
    }

    private static void Free(VolumeRow volume, List<SegmentRow> going, List<SegmentRow> staying)
    {
        volume.Segments = Math.Max(0, volume.Segments - going.Count);
        // What this catalog does not know may be behind everything, and what is being written is: then nothing moves.
        var known = staying.Where(row => row.State != SegmentState.Writing).ToList();
        if (volume.State is not (VolumeState.Appendable or VolumeState.Full) || volume.Segments != known.Count || known.Count != staying.Count)
            return;
        var end = known.Count == 0 ? 0 : known.Max(row => row.EndAddress);
        if (end >= volume.AppendAddress)
            return;
        // A full one has room again.
        (volume.AppendAddress, volume.State) = (end, VolumeState.Appendable);
        // What went before the end still takes its place.
        volume.BytesWritten = known.Count == 0 ? 0 : Math.Max(known.Sum(row => row.Bytes), volume.BytesWritten - going.Where(row => row.FirstBlockAddress >= end).Sum(row => row.Bytes));
    }
}
