using System.Linq.Expressions;
using Elsa.Common.Entities;
using Elsa.Common.Models;

namespace Elsa.Extensions;

/// <summary>Picks versions.</summary>
public static class VersionedEntityExtensions
{
    /// <summary>Whether the version is one of those that are meant.</summary>
    public static bool WithVersion(this VersionedEntity entity, VersionOptions versionOptions) => versionOptions switch
    {
        { AllVersions: true } => true,
        { IsDraft: true } => entity is { IsLatest: true, IsPublished: false },
        { IsLatest: true } => entity.IsLatest,
        { IsPublished: true } => entity.IsPublished,
        { IsLatestOrPublished: true } => entity.IsLatest || entity.IsPublished,
        { IsLatestAndPublished: true } => entity is { IsLatest: true, IsPublished: true },
        _ => versionOptions.Version <= 0 || entity.Version == versionOptions.Version,
    };

    /// <summary>The versions that are meant.</summary>
    public static IEnumerable<T> WithVersion<T>(this IEnumerable<T> enumerable, VersionOptions versionOptions) where T : VersionedEntity =>
        enumerable.Where(x => x.WithVersion(versionOptions));

    /// <summary>The versions that are meant.</summary>
    public static IQueryable<T> WithVersion<T>(this IQueryable<T> query, VersionOptions versionOptions) where T : VersionedEntity
    {
        var version = versionOptions.Version;
        return versionOptions switch
        {
            { AllVersions: true } => query,
            { IsDraft: true } => query.Where(x => x.IsLatest && !x.IsPublished),
            { IsLatest: true } => query.Where(x => x.IsLatest),
            { IsPublished: true } => query.Where(x => x.IsPublished),
            { IsLatestOrPublished: true } => query.Where(x => x.IsLatest || x.IsPublished),
            { IsLatestAndPublished: true } => query.Where(x => x.IsLatest && x.IsPublished),
            _ => version <= 0 ? query : query.Where(x => x.Version == version),
        };
    }

    /// <summary>The condition, and the versions that are meant.</summary>
    public static Expression<Func<T, bool>> WithVersion<T>(this Expression<Func<T, bool>> expression, VersionOptions versionOptions) where T : VersionedEntity
    {
        var probe = Enumerable.Empty<T>().AsQueryable().WithVersion(versionOptions);
        if (probe.Expression is not MethodCallExpression { Arguments: [_, UnaryExpression { Operand: Expression<Func<T, bool>> versions }] })
            return expression;
        var parameter = expression.Parameters[0];
        return Expression.Lambda<Func<T, bool>>(Expression.AndAlso(expression.Body, new Rename(versions.Parameters[0], parameter).Visit(versions.Body)), parameter);
    }

    private sealed class Rename(ParameterExpression from, ParameterExpression to) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == from ? to : node;
    }
}
