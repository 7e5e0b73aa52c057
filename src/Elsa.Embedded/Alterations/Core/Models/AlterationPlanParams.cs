using Elsa.Alterations.Core.Contracts;

namespace Elsa.Alterations.Core.Models;

/// <summary>What a plan is to do.</summary>
public class AlterationPlanParams
{
    /// <summary>The identity that the plan gets; null: a new one. Submitting it again under the same identity does nothing.</summary>
    public string? Id { get; set; }

    /// <summary>The changes.</summary>
    public ICollection<IAlteration> Alterations { get; set; } = new List<IAlteration>();

    /// <summary>Which instances are meant.</summary>
    public AlterationWorkflowInstanceFilter Filter { get; set; } = new();
}
