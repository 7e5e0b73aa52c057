using System.Linq.Expressions;
using Elsa.Common.Models;
using Elsa.Extensions;
using Microsoft.EntityFrameworkCore;

namespace Elsa.Persistence.EFCore.Storage;

/// <summary>What every store of entities needs: queries with filters, sorting and paging; rows added, replaced, removed. A store derives and names its extra columns.</summary>
internal abstract class Rows<TContext, T>(ElsaStorage storage) where TContext : ElsaDbContextBase where T : class
{
    // SQLite takes 32,766 values in a statement, PostgreSQL 65,535; lists in filters are few, lists of rows are cut in units of this.
    private const int RowsInUnit = 1000;

    /// <summary>Columns that are no properties of the entity.</summary>
    protected virtual IReadOnlyList<ExtraColumn<T>> Extras => [];

    protected EntityTable<T> Table => storage.Table<TContext, T>(Extras);

    protected ElsaStorage Storage => storage;

    protected async Task InsertAsync(IEnumerable<T> entities, CancellationToken cancellationToken)
    {
        foreach (var part in entities.Chunk(RowsInUnit))
            await storage.WriteAsync([.. Table.InsertMany(part)], cancellationToken);
    }

    protected Task UpsertAsync(T entity, CancellationToken cancellationToken) => storage.WriteAsync([Table.Upsert(entity)], cancellationToken);

    protected Task UpsertAsync(IEnumerable<T> entities, CancellationToken cancellationToken) => WriteAsync(entities.Select(Table.Upsert), cancellationToken);

    protected async Task WriteAsync(IEnumerable<Write> writes, CancellationToken cancellationToken)
    {
        // Inside a unit all of it takes place together; otherwise a long list must not hold the others up.
        foreach (var part in writes.Chunk(RowsInUnit))
            await storage.WriteAsync(part, cancellationToken);
    }

    /// <summary>Removes what a query finds and tells how many; inside a unit it happens at its end and the count is 0.</summary>
    protected async Task<long> DeleteAsync(Func<IQueryable<T>, IQueryable<T>> query, CancellationToken cancellationToken)
    {
        long count = 0;
        await storage.WriteAsync([new ContextWork(typeof(TContext), async (context, token) => count = await query(context.Set<T>()).ExecuteDeleteAsync(token))], cancellationToken);
        return count;
    }

    protected Task<List<TResult>> ListAsync<TResult>(Func<IQueryable<T>, IQueryable<TResult>> query, CancellationToken cancellationToken) =>
        storage.ReadAsync<TContext, List<TResult>>(context => query(context.Set<T>()).ToListAsync(cancellationToken), cancellationToken);

    protected Task<long> CountAsync(Func<IQueryable<T>, IQueryable<T>> query, CancellationToken cancellationToken) =>
        storage.ReadAsync<TContext, long>(context => query(context.Set<T>()).LongCountAsync(cancellationToken), cancellationToken);

    protected Task<bool> AnyAsync(Func<IQueryable<T>, IQueryable<T>> query, CancellationToken cancellationToken) =>
        storage.ReadAsync<TContext, bool>(context => query(context.Set<T>()).AnyAsync(cancellationToken), cancellationToken);

    /// <summary>A page, and the length of the whole list. Where the page shows the end of the list, that needs no counting.</summary>
    protected Task<Page<TResult>> PageAsync<TResult>(
        Func<IQueryable<T>, IQueryable<T>> filter, Func<IQueryable<T>, IQueryable<TResult>> select, PageArgs page, CancellationToken cancellationToken) =>
        storage.ReadAsync<TContext, Page<TResult>>(
            async context =>
            {
                var items = await select(filter(context.Set<T>())).Paginate(page).ToListAsync(cancellationToken);
                var isEnd = page.Limit is null || (items.Count < page.Limit && (items.Count > 0 || page.Offset is null or 0));
                var total = isEnd ? (page.Offset ?? 0) + items.Count : await filter(context.Set<T>()).LongCountAsync(cancellationToken);
                return new Page<TResult>(items, total);
            },
            cancellationToken);

    /// <summary>Whole entities, with their extra columns.</summary>
    protected async Task<List<T>> LoadAsync(Func<IQueryable<T>, IQueryable<T>> query, CancellationToken cancellationToken) =>
        (await ListAsync(set => query(set).Select(Whole), cancellationToken)).ConvertAll(Finish);

    /// <summary>The first whole entity that a query finds.</summary>
    protected async Task<T?> LoadFirstAsync(Func<IQueryable<T>, IQueryable<T>> query, CancellationToken cancellationToken) =>
        (await LoadAsync(set => query(set).Take(1), cancellationToken)).FirstOrDefault();

    /// <summary>A page of whole entities.</summary>
    protected async Task<Page<T>> LoadPageAsync(
        Func<IQueryable<T>, IQueryable<T>> filter, Func<IQueryable<T>, IQueryable<T>> order, PageArgs page, CancellationToken cancellationToken)
    {
        var found = await PageAsync(filter, set => order(set).Select(Whole), page, cancellationToken);
        return new Page<T>(found.Items.Select(Finish).ToList(), found.TotalCount);
    }

    private Expression<Func<T, Row>> Whole => field ??= MakeWhole();

    private Expression<Func<T, Row>> MakeWhole()
    {
        var entity = Expression.Parameter(typeof(T));
        var columns = Extras.Where(x => x.Read is not null).Select(extra => Expression.Call(typeof(EF), nameof(EF.Property), [typeof(string)], entity, Expression.Constant(extra.Name)));
        var row = Expression.New(typeof(Row).GetConstructors()[0], entity, Expression.NewArrayInit(typeof(string), columns));
        return Expression.Lambda<Func<T, Row>>(row, entity);
    }

    private T Finish(Row row)
    {
        foreach (var (extra, column) in Extras.Where(x => x.Read is not null).Zip(row.Columns))
            extra.Read!(row.Entity, column);
        return row.Entity;
    }

    protected sealed class Row(T entity, string?[] columns)
    {
        public T Entity => entity;

        public string?[] Columns => columns;
    }
}
