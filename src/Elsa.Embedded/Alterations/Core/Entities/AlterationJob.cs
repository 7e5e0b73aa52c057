using Elsa.Alterations.Core.Enums;
using Elsa.Alterations.Core.Models;
using Elsa.Common.Entities;

namespace Elsa.Alterations.Core.Entities;

/// <summary>The changes of one instance by a plan.</summary>
public class AlterationJob : Entity
{
    /// <summary>The plan.</summary>
    public string PlanId { get; set; } = default!;

    /// <summary>The instance.</summary>
    public string WorkflowInstanceId { get; set; } = default!;

    /// <summary>Where it stands.</summary>
    public AlterationJobStatus Status { get; set; }

    /// <summary>What happened.</summary>
    public ICollection<AlterationLogEntry>? Log { get; set; }

    /// <summary>When the plan made it.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When a node began.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; set; }
}
