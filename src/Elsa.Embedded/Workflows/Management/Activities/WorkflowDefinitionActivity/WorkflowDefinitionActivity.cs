using System.ComponentModel;
using System.Text.Json.Serialization;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Models;

namespace Elsa.Workflows.Management.Activities.WorkflowDefinitionActivity;

/// <summary>A workflow used as an activity. Its type is the name of the workflow; it runs inside the instance that uses it.</summary>
[Browsable(false)]
public class WorkflowDefinitionActivity : Composite
{
    /// <summary>Creates the activity.</summary>
    public WorkflowDefinitionActivity() : base(null, null)
    {
    }

    /// <summary>The definition.</summary>
    public string WorkflowDefinitionId { get; set; } = default!;

    /// <summary>The version.</summary>
    public string? WorkflowDefinitionVersionId { get; set; }

    /// <summary>The number of the version that was published when this was saved.</summary>
    public int LatestAvailablePublishedVersion { get; set; }

    /// <summary>The identity of that version.</summary>
    public string? LatestAvailablePublishedVersionId { get; set; }

    /// <summary>Why there is nothing to run; null if there is.</summary>
    [JsonIgnore]
    internal string? Problem { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => Root is not null
        ? base.ExecuteAsync(context)
        : throw new InvalidOperationException(Problem ?? $"The workflow '{WorkflowDefinitionId}' was not loaded: run the definition that uses it through the engine's services.");

    /// <inheritdoc />
    protected override ValueTask OnCompletedAsync(ActivityCompletedContext context) => context.Result is Outcomes outcomes
        ? context.CompleteActivityWithOutcomesAsync(outcomes.Names)
        : base.OnCompletedAsync(context);
}
