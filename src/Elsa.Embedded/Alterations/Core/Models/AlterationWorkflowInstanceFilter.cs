using Elsa.Workflows;
using Elsa.Workflows.Management.Models;

namespace Elsa.Alterations.Core.Models;

/// <summary>Which activities an instance must have; what is not set does not matter.</summary>
public class ActivityFilter
{
    /// <summary>The activity.</summary>
    public string? ActivityId { get; set; }

    /// <summary>The execution.</summary>
    public string? ActivityInstanceId { get; set; }

    /// <summary>The path.</summary>
    public string? NodeId { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>Where the execution stands.</summary>
    public ActivityStatus? Status { get; set; }
}

/// <summary>Which instances are meant; what is not set does not matter.</summary>
public class AlterationWorkflowInstanceFilter
{
    /// <summary>Whether a filter without any condition means all instances; otherwise it means none.</summary>
    public bool EmptyFilterSelectsAll { get; set; }

    /// <summary>The instances.</summary>
    public IEnumerable<string>? WorkflowInstanceIds { get; set; }

    /// <summary>The definitions.</summary>
    public ICollection<string>? DefinitionIds { get; set; }

    /// <summary>The versions.</summary>
    public IEnumerable<string>? DefinitionVersionIds { get; set; }

    /// <summary>What ties them to the business.</summary>
    public IEnumerable<string>? CorrelationIds { get; set; }

    /// <summary>The names.</summary>
    public ICollection<string>? Names { get; set; }

    /// <summary>A part of an identity, a name, or what ties it to the business.</summary>
    public string? SearchTerm { get; set; }

    /// <summary>Whether anything went wrong.</summary>
    public bool? HasIncidents { get; set; }

    /// <summary>Whether they belong to the engine itself; by default those that do not.</summary>
    public bool? IsSystem { get; set; } = false;

    /// <summary>Whether they are done.</summary>
    public ICollection<WorkflowStatus>? Statuses { get; set; }

    /// <summary>Where they stand.</summary>
    public ICollection<WorkflowSubStatus>? SubStatuses { get; set; }

    /// <summary>Comparisons of instants.</summary>
    public IEnumerable<TimestampFilter>? TimestampFilters { get; set; }

    /// <summary>Executions, one of which an instance must have.</summary>
    public IEnumerable<ActivityFilter>? ActivityFilters { get; set; }
}
