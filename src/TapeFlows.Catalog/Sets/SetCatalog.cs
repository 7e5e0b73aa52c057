using Microsoft.EntityFrameworkCore;
using TapeFlows.Backup;
using TapeFlows.Catalog.Model;
using TapeFlows.Catalog.Stores;

namespace TapeFlows.Catalog.Sets;

/// <summary>Sets.</summary>
internal sealed class SetCatalog(CatalogStore store)
{
    public Task AddAsync(BackupSet set, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async context =>
            {
                if (await SetLookup.FindAsync(context, set.Id, cancellationToken) is not null)
                    throw new CatalogException($"The set {set.Id} is in the catalog already. Nothing was changed.");
                context.Add(SetRow.From(set));
            },
            cancellationToken);

    public Task UpdateAsync(BackupSet set, CancellationToken cancellationToken) =>
        store.WriteAsync(
            async context =>
            {
                var row = await SetLookup.RequireAsync(context, set.Id, cancellationToken);
                row.Take(set);
            },
            cancellationToken);

    public Task<BackupSet?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        store.ReadAsync(async context => (await SetLookup.FindAsync(context, id, cancellationToken))?.ToSet(), cancellationToken);

    public Task<IReadOnlyList<BackupSet>> ListAsync(SetQuery query, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(query.Skip);
        ArgumentOutOfRangeException.ThrowIfLessThan(query.Take, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(query.Take, 1000);
        return store.ReadAsync<IReadOnlyList<BackupSet>>(
            async context =>
            {
                var rows = await Choose(context.Sets.AsNoTracking(), query)
                    .OrderByDescending(row => row.StartedAt).ThenByDescending(row => row.Number)
                    .Skip(query.Skip).Take(query.Take)
                    .ToListAsync(cancellationToken);
                return rows.ConvertAll(row => row.ToSet());
            },
            cancellationToken);
    }

    private static IQueryable<SetRow> Choose(IQueryable<SetRow> sets, SetQuery query)
    {
        if (query.Roots is { } roots)
        {
            var history = SetRow.HistoryOf(roots);
            sets = sets.Where(row => row.History == history);
        }

        if (query.States is { } states)
        {
            var wanted = states.ToArray();
            sets = sets.Where(row => wanted.Contains(row.State));
        }

        if (query.Type is { } type)
            sets = sets.Where(row => row.Type == type);
        if (query.Pool is { } pool)
            sets = sets.Where(row => row.Pool == pool);
        if (query.Content is { } content)
            sets = sets.Where(row => row.Id == content || row.CopyOf == content);
        if (query.StartedUntil is { } until)
            sets = sets.Where(row => row.StartedAt <= until);
        return sets;
    }
}
