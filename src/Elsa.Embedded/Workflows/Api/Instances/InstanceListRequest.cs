using Elsa.Common.Entities;
using Elsa.Workflows.Api.Hosting;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Models;

namespace Elsa.Workflows.Api.Instances;

/// <summary>By what a list of instances is sorted.</summary>
internal enum InstanceOrder
{
    Created,
    UpdatedAt,
    Finished,
    Name,
}

/// <summary>Which instances are listed.</summary>
internal sealed class InstanceListRequest
{
    public int? Page { get; set; }
    public int? PageSize { get; set; }
    public string? SearchTerm { get; set; }
    public string? DefinitionId { get; set; }
    public List<string>? DefinitionIds { get; set; }
    public string? CorrelationId { get; set; }
    public string? Name { get; set; }
    public List<string>? Names { get; set; }
    public List<string>? ParentWorkflowInstanceIds { get; set; }
    public int? Version { get; set; }
    public bool? HasIncidents { get; set; }
    public bool? IsSystem { get; set; }
    public string? Status { get; set; }
    public List<string>? Statuses { get; set; }
    public string? SubStatus { get; set; }
    public List<string>? SubStatuses { get; set; }
    public string? OrderBy { get; set; }
    public OrderDirection? OrderDirection { get; set; }
    public List<TimestampFilter>? TimestampFilters { get; set; }

    public static InstanceListRequest FromQuery(ApiRequest request) => new()
    {
        Page = request.Number("page"),
        PageSize = request.Number("pageSize"),
        SearchTerm = request.Text("searchTerm"),
        DefinitionId = request.Text("definitionId"),
        DefinitionIds = request.Texts("definitionIds"),
        CorrelationId = request.Text("correlationId"),
        Name = request.Text("name"),
        Version = request.Number("version"),
        HasIncidents = request.Flag("hasIncidents"),
        IsSystem = request.Flag("isSystem"),
        Status = request.Text("status"),
        Statuses = request.Texts("statuses"),
        SubStatus = request.Text("subStatus"),
        SubStatuses = request.Texts("subStatuses"),
        OrderBy = request.Text("orderBy"),
        OrderDirection = request.Choice<OrderDirection>("orderDirection"),
    };

    // Studio says LastExecuted where the enumeration of the recorded server says UpdatedAt.
    public InstanceOrder Order() => OrderBy switch
    {
        null or "" => InstanceOrder.Created,
        _ when string.Equals(OrderBy, "LastExecuted", StringComparison.OrdinalIgnoreCase) => InstanceOrder.UpdatedAt,
        _ => ApiRequest.ParseChoice<InstanceOrder>("orderBy", OrderBy),
    };

    public WorkflowInstanceFilter ToFilter() => new()
    {
        SearchTerm = Given(SearchTerm),
        DefinitionId = Given(DefinitionId),
        DefinitionIds = Given(DefinitionIds),
        CorrelationId = Given(CorrelationId),
        Name = Given(Name),
        Names = Given(Names),
        ParentWorkflowInstanceIds = Given(ParentWorkflowInstanceIds),
        Version = Version,
        HasIncidents = HasIncidents,
        IsSystem = IsSystem,
        WorkflowStatus = Parse<WorkflowStatus>("status", Status),
        WorkflowStatuses = Parse<WorkflowStatus>("statuses", Statuses),
        WorkflowSubStatus = Parse<WorkflowSubStatus>("subStatus", SubStatus),
        WorkflowSubStatuses = Parse<WorkflowSubStatus>("subStatuses", SubStatuses),
        TimestampFilters = Columns(),
    };

    private List<TimestampFilter>? Columns()
    {
        foreach (var filter in TimestampFilters ?? [])
        {
            if (!WorkflowInstanceFilter.TryNormalizeTimestampFilterColumn(filter.Column, out _, out var error))
                throw ApiException.Invalid("timestampFilters", error ?? $"'{filter.Column}' is no column of timestamps.");
        }

        return TimestampFilters;
    }

    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static List<string>? Given(List<string>? texts) => texts is { Count: > 0 } ? BulkRequest.Each("filter", texts) : null;

    private static T? Parse<T>(string name, string? text) where T : struct, Enum => string.IsNullOrEmpty(text) ? null : ApiRequest.ParseChoice<T>(name, text);

    private static List<T>? Parse<T>(string name, List<string>? texts) where T : struct, Enum => texts is { Count: > 0 } ? texts.ConvertAll(x => ApiRequest.ParseChoice<T>(name, x)) : null;
}
