using Elsa.Workflows;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;
using TapeFlows.Activities.Runs;
using TapeFlows.Operations;
using TapeFlows.Operations.Executors;

namespace TapeFlows.Activities;

/// <summary>Finds out from the catalog what a restore will need: volumes in order, files, bytes, time, and what is missing.</summary>
[Activity("TapeFlows", "Tape", "Finds out what a restore will need: volumes in order, files, bytes, time, and what is missing.", DisplayName = "Plan restore")]
[FlowNode(Outcomes.Done, Outcomes.NeedsOperator, Outcomes.Failed)]
public class PlanRestore : RestoreStep
{
    /// <summary>The set that the plan is for.</summary>
    [Output(Description = "The identity of the set that the plan is for.")]
    public Output<string> SetId { get; set; } = default!;

    /// <summary>The volumes in the order in which they are needed.</summary>
    [Output(Description = "The volumes in the order in which they are needed.")]
    public Output<ICollection<string>> Volumes { get; set; } = default!;

    /// <summary>Those of them that are not in the library.</summary>
    [Output(Description = "Volumes that are needed and not in the library.")]
    public Output<ICollection<string>> Missing { get; set; } = default!;

    /// <summary>Entries to restore.</summary>
    [Output(Description = "Entries to restore.")]
    public Output<long> Files { get; set; } = default!;

    /// <summary>Content bytes of them.</summary>
    [Output(Description = "Content bytes to restore.")]
    public Output<long> Bytes { get; set; } = default!;

    /// <summary>How long it will take.</summary>
    [Output(Description = "How long it will take, people's time not counted.")]
    public Output<TimeSpan> EstimatedTime { get; set; } = default!;

    private protected override OperationKind Kind => OperationKind.Plan;

    private protected override void Tell(ActivityExecutionContext context, Operation operation, TapeRun? run)
    {
        if (operation.ResultAs<PlanResult>() is not { } plan)
            return;
        if (run is not null)
            (run.Plan, run.SetId) = (plan, plan.SetId);
        context.Set(SetId, plan.SetId.ToString());
        context.Set(Volumes, [.. plan.Volumes]);
        context.Set(Missing, [.. plan.Missing]);
        context.Set(Files, plan.Files);
        context.Set(Bytes, plan.Bytes);
        context.Set(EstimatedTime, plan.EstimatedTime);
    }
}
