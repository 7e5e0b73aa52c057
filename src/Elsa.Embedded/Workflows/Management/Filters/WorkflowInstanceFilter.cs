using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Enums;
using Elsa.Workflows.Management.Models;

namespace Elsa.Workflows.Management.Filters;

/// <summary>Which instances are meant; what is not set does not matter.</summary>
public class WorkflowInstanceFilter
{
    private static readonly string[] TimestampColumns = [nameof(WorkflowInstance.CreatedAt), nameof(WorkflowInstance.UpdatedAt), nameof(WorkflowInstance.FinishedAt)];

    /// <summary>The columns that <see cref="TimestampFilters"/> may name.</summary>
    public static IReadOnlyCollection<string> AllowedTimestampFilterColumns => TimestampColumns;

    /// <summary>The instance.</summary>
    public string? Id { get; set; }

    /// <summary>The instances.</summary>
    public ICollection<string>? Ids { get; set; }

    /// <summary>A part of an identity, the name, or what ties it to the business, in any case of letters.</summary>
    public string? SearchTerm { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>The names.</summary>
    public List<string>? Names { get; set; }

    /// <summary>The definition.</summary>
    public string? DefinitionId { get; set; }

    /// <summary>The definitions.</summary>
    public ICollection<string>? DefinitionIds { get; set; }

    /// <summary>The version of the definition.</summary>
    public string? DefinitionVersionId { get; set; }

    /// <summary>The versions of definitions.</summary>
    public ICollection<string>? DefinitionVersionIds { get; set; }

    /// <summary>The number of the version.</summary>
    public int? Version { get; set; }

    /// <summary>The instances that started them.</summary>
    public ICollection<string>? ParentWorkflowInstanceIds { get; set; }

    /// <summary>What ties it to the business.</summary>
    public string? CorrelationId { get; set; }

    /// <summary>What may tie it to the business.</summary>
    public ICollection<string>? CorrelationIds { get; set; }

    /// <summary>Whether it is done.</summary>
    public WorkflowStatus? WorkflowStatus { get; set; }

    /// <summary>Whether it may be done.</summary>
    public ICollection<WorkflowStatus>? WorkflowStatuses { get; set; }

    /// <summary>Where it stands.</summary>
    public WorkflowSubStatus? WorkflowSubStatus { get; set; }

    /// <summary>Where it may stand.</summary>
    public ICollection<WorkflowSubStatus>? WorkflowSubStatuses { get; set; }

    /// <summary>Whether a host executes it now.</summary>
    public bool? IsExecuting { get; set; }

    /// <summary>Whether anything went wrong.</summary>
    public bool? HasIncidents { get; set; }

    /// <summary>Whether it belongs to the engine itself.</summary>
    public bool? IsSystem { get; set; }

    /// <summary>Its state last changed before this instant.</summary>
    public DateTimeOffset? BeforeLastUpdated { get; set; }

    /// <summary>Comparisons of instants.</summary>
    public ICollection<TimestampFilter>? TimestampFilters { get; set; }

    /// <summary>Applies the filter to a query.</summary>
    /// <exception cref="ArgumentException">A timestamp filter names no column that can be compared.</exception>
    public IQueryable<WorkflowInstance> Apply(IQueryable<WorkflowInstance> query) => ApplyTimes(ApplyStatus(ApplyOrigin(ApplyIdentity(query))));

    /// <summary>Finds the column that a timestamp filter means, in any case of letters.</summary>
    public static bool TryNormalizeTimestampFilterColumn(string? column, [NotNullWhen(true)] out string normalizedColumn, [NotNullWhen(false)] out string error)
    {
        var found = TimestampColumns.FirstOrDefault(x => string.Equals(x, column?.Trim(), StringComparison.OrdinalIgnoreCase));
        normalizedColumn = found!;
        error = found is null ? $"'{column}' is no column of timestamps. Use {string.Join(", ", TimestampColumns)}." : null!;
        return found is not null;
    }

    /// <summary>Says what is wrong with timestamp filters; nothing if they are right.</summary>
    public static IEnumerable<string> ValidateTimestampFilters(IEnumerable<TimestampFilter>? timestampFilters)
    {
        foreach (var filter in timestampFilters ?? [])
        {
            if (!TryNormalizeTimestampFilterColumn(filter.Column, out _, out var error))
                yield return error;
            if (!Enum.IsDefined(filter.Operator))
                yield return $"'{filter.Operator}' is no comparison of timestamps. Use {string.Join(", ", Enum.GetNames<TimestampFilterOperator>())}.";
        }
    }

    private IQueryable<WorkflowInstance> ApplyIdentity(IQueryable<WorkflowInstance> query)
    {
        if (Id is not null)
            query = query.Where(x => x.Id == Id);
        if (Ids is not null)
            query = query.Where(x => Ids.Contains(x.Id));
        if (Name is not null)
            query = query.Where(x => x.Name == Name);
        if (Names is not null)
            query = query.Where(x => Names.Contains(x.Name!));
        if (CorrelationId is not null)
            query = query.Where(x => x.CorrelationId == CorrelationId);
        if (CorrelationIds is not null)
            query = query.Where(x => CorrelationIds.Contains(x.CorrelationId!));
        return string.IsNullOrWhiteSpace(SearchTerm) ? query : ApplySearch(query, SearchTerm.Trim().ToLowerInvariant());
    }

    private IQueryable<WorkflowInstance> ApplyOrigin(IQueryable<WorkflowInstance> query)
    {
        if (DefinitionId is not null)
            query = query.Where(x => x.DefinitionId == DefinitionId);
        if (DefinitionIds is not null)
            query = query.Where(x => DefinitionIds.Contains(x.DefinitionId));
        if (DefinitionVersionId is not null)
            query = query.Where(x => x.DefinitionVersionId == DefinitionVersionId);
        if (DefinitionVersionIds is not null)
            query = query.Where(x => DefinitionVersionIds.Contains(x.DefinitionVersionId));
        if (Version is not null)
            query = query.Where(x => x.Version == Version);
        if (ParentWorkflowInstanceIds is not null)
            query = query.Where(x => ParentWorkflowInstanceIds.Contains(x.ParentWorkflowInstanceId!));
        if (IsSystem is not null)
            query = query.Where(x => x.IsSystem == IsSystem);
        return query;
    }

    private IQueryable<WorkflowInstance> ApplyStatus(IQueryable<WorkflowInstance> query)
    {
        if (WorkflowStatus is not null)
            query = query.Where(x => x.Status == WorkflowStatus);
        if (WorkflowStatuses is { Count: > 0 })
            query = query.Where(x => WorkflowStatuses.Contains(x.Status));
        if (WorkflowSubStatus is not null)
            query = query.Where(x => x.SubStatus == WorkflowSubStatus);
        if (WorkflowSubStatuses is { Count: > 0 })
            query = query.Where(x => WorkflowSubStatuses.Contains(x.SubStatus));
        if (IsExecuting is not null)
            query = query.Where(x => x.IsExecuting == IsExecuting);
        if (HasIncidents is not null)
            query = HasIncidents.Value ? query.Where(x => x.IncidentCount > 0) : query.Where(x => x.IncidentCount == 0);
        return query;
    }

    private IQueryable<WorkflowInstance> ApplyTimes(IQueryable<WorkflowInstance> query)
    {
        if (BeforeLastUpdated is not null)
            query = query.Where(x => x.UpdatedAt < BeforeLastUpdated);
        foreach (var filter in TimestampFilters ?? [])
        {
            if (!TryNormalizeTimestampFilterColumn(filter.Column, out var column, out var error))
                throw new ArgumentException(error);
            query = query.Where(Compare(column, filter));
        }

        return query;
    }

    private static Expression<Func<WorkflowInstance, bool>> Compare(string column, TimestampFilter filter)
    {
        var instance = Expression.Parameter(typeof(WorkflowInstance));
        var value = Expression.Property(instance, column);
        var timestamp = Expression.Constant(filter.Timestamp, value.Type);
        Expression body = filter.Operator switch
        {
            TimestampFilterOperator.Is => Expression.Equal(value, timestamp),
            TimestampFilterOperator.IsNot => Expression.NotEqual(value, timestamp),
            TimestampFilterOperator.LessThan => Expression.LessThan(value, timestamp),
            TimestampFilterOperator.GreaterThan => Expression.GreaterThan(value, timestamp),
            TimestampFilterOperator.LessThanOrEqual => Expression.LessThanOrEqual(value, timestamp),
            TimestampFilterOperator.GreaterThanOrEqual => Expression.GreaterThanOrEqual(value, timestamp),
            _ => throw new ArgumentException($"'{filter.Operator}' is no comparison of timestamps."),
        };
        return Expression.Lambda<Func<WorkflowInstance, bool>>(body, instance);
    }

    // The database lowers letters by its own rules; a culture cannot be named to it.
#pragma warning disable CA1304, CA1311, CA1862, MA0011
    private static IQueryable<WorkflowInstance> ApplySearch(IQueryable<WorkflowInstance> query, string term) => query.Where(x =>
        (x.Name != null && x.Name.ToLower().Contains(term)) || (x.CorrelationId != null && x.CorrelationId.ToLower().Contains(term)) || x.Id.Contains(term)
        || x.DefinitionId.ToLower().Contains(term) || x.DefinitionVersionId.Contains(term));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
}
