using System.Linq.Expressions;
using Elsa.Common.Entities;
using Elsa.Common.Models;

namespace Elsa.Extensions;

/// <summary>Sorts queries and takes pages of them.</summary>
public static class QueryableExtensions
{
    /// <summary>Sorts a query.</summary>
    public static IQueryable<T> OrderBy<T, TOrderBy>(this IQueryable<T> queryable, OrderDefinition<T, TOrderBy> order) =>
        order.Direction == OrderDirection.Ascending ? queryable.OrderBy(order.KeySelector) : queryable.OrderByDescending(order.KeySelector);

    /// <summary>Takes a part of a query.</summary>
    public static IQueryable<T> Paginate<T>(this IQueryable<T> queryable, PageArgs? pageArgs)
    {
        if (pageArgs?.Offset is { } offset)
            queryable = queryable.Skip(offset);
        if (pageArgs?.Limit is { } limit)
            queryable = queryable.Take(limit);
        return queryable;
    }

    /// <summary>Takes a part of a query, and the length of the whole.</summary>
    public static Page<T> ToPage<T>(this IQueryable<T> queryable, PageArgs? pageArgs = null) =>
        new(queryable.Paginate(pageArgs).ToList(), queryable.LongCount());

    /// <summary>Takes a part of a query in another form, and the length of the whole.</summary>
    public static Page<TTarget> Paginate<T, TTarget>(this IQueryable<T> queryable, Expression<Func<T, TTarget>> projection, PageArgs? pageArgs = null) =>
        new(queryable.Paginate(pageArgs).Select(projection).ToList(), queryable.LongCount());
}
