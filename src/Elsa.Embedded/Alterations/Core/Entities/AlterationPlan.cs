using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Enums;
using Elsa.Alterations.Core.Models;
using Elsa.Common.Entities;

namespace Elsa.Alterations.Core.Entities;

/// <summary>Changes of many instances: it becomes one job for each of them.</summary>
public class AlterationPlan : Entity
{
    /// <summary>The changes.</summary>
    public ICollection<IAlteration> Alterations { get; set; } = new List<IAlteration>();

    /// <summary>Which instances are meant.</summary>
    public AlterationWorkflowInstanceFilter WorkflowInstanceFilter { get; set; } = new();

    /// <summary>Where it stands.</summary>
    public AlterationPlanStatus Status { get; set; }

    /// <summary>When it was submitted.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When a node began.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When the last job ended.</summary>
    public DateTimeOffset? CompletedAt { get; set; }
}
