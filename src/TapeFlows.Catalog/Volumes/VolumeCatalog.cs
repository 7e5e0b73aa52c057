using Microsoft.EntityFrameworkCore;
using TapeFlows.Backup;
using TapeFlows.Catalog.Model;
using TapeFlows.Catalog.Stores;

namespace TapeFlows.Catalog.Volumes;

/// <summary>Volumes and pools.</summary>
internal sealed class VolumeCatalog(CatalogStore store) : IVolumeCatalog
{
    public Task<Pool?> FindPoolAsync(string name, CancellationToken cancellationToken = default) =>
        store.ReadAsync(
            async context => (await context.Pools.AsNoTracking().SingleOrDefaultAsync(row => row.Name == name, cancellationToken))?.ToPool(),
            cancellationToken);

    public Task<IReadOnlyList<Pool>> ListPoolsAsync(CancellationToken cancellationToken = default) =>
        store.ReadAsync<IReadOnlyList<Pool>>(
            async context =>
            {
                var rows = await context.Pools.AsNoTracking().OrderBy(row => row.Name).ToListAsync(cancellationToken);
                return rows.ConvertAll(row => row.ToPool());
            },
            cancellationToken);

    public Task SavePoolAsync(Pool pool, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(pool.Name);
        return store.WriteAsync(
            async context =>
            {
                var row = PoolRow.From(pool);
                if (await context.Pools.FindAsync([pool.Name], cancellationToken) is { } known)
                    context.Entry(known).CurrentValues.SetValues(row);
                else
                    context.Add(row);
            },
            cancellationToken);
    }

    public Task<Volume?> FindVolumeAsync(string barcode, CancellationToken cancellationToken = default) =>
        store.ReadAsync(
            async context => (await context.Volumes.AsNoTracking().SingleOrDefaultAsync(row => row.Barcode == barcode, cancellationToken))?.ToVolume(),
            cancellationToken);

    public Task<IReadOnlyList<Volume>> ListVolumesAsync(
        string? pool = null, string? after = null, int take = 1000, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(take, 1000);
        return store.ReadAsync<IReadOnlyList<Volume>>(
            async context =>
            {
                var volumes = context.Volumes.AsNoTracking();
                if (pool is not null)
                    volumes = volumes.Where(row => row.Pool == pool);
                if (after is not null)
                    volumes = volumes.Where(row => string.Compare(row.Barcode, after) > 0);
                var rows = await volumes.OrderBy(row => row.Barcode).Take(take).ToListAsync(cancellationToken);
                return rows.ConvertAll(row => row.ToVolume());
            },
            cancellationToken);
    }

    public async Task<(Volume Before, Volume After)?> ChangeVolumeAsync(string barcode, Func<Volume, Volume> change, CancellationToken cancellationToken = default)
    {
        (Volume, Volume)? changed = null;
        await store.WriteAsync(
            async context =>
            {
                changed = null;
                if (await context.Volumes.FindAsync([barcode], cancellationToken) is not { } known)
                    return;
                var before = known.ToVolume();
                var after = change(before);
                context.Entry(known).CurrentValues.SetValues(VolumeRow.From(after));
                changed = (before, after);
            },
            cancellationToken);
        return changed;
    }

    public Task SaveVolumeAsync(Volume volume, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(volume.Barcode);
        return store.WriteAsync(
            async context =>
            {
                var row = VolumeRow.From(volume);
                if (await context.Volumes.FindAsync([volume.Barcode], cancellationToken) is { } known)
                    context.Entry(known).CurrentValues.SetValues(row);
                else
                    context.Add(row);
            },
            cancellationToken);
    }
}
