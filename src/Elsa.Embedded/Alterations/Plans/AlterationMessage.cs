using Elsa.Alterations.Core.Models;
using Elsa.Workflows.Runtime.Dispatch;
using Elsa.Workflows.Runtime.Ledger;

namespace Elsa.Alterations.Plans;

/// <summary>What of a plan is to be done next.</summary>
internal enum AlterationStep
{
    /// <summary>Find the instances and make a job for each.</summary>
    Generate,

    /// <summary>Make the changes of a job.</summary>
    Change,

    /// <summary>Record that the changes of a job were made.</summary>
    Record,
}

/// <summary>Makes the steps of plans and jobs. Both steps of a job have its identity, so that a job is in the queue once, from its dispatch until it is recorded.</summary>
internal static class AlterationSteps
{
    public static DispatchItem Generate(this DispatchFactory dispatches, string planId) =>
        dispatches.Alteration(new AlterationMessage { Step = AlterationStep.Generate, PlanId = planId }, $"alteration-plan-{planId}");

    public static DispatchItem Change(this DispatchFactory dispatches, string planId, string jobId) =>
        dispatches.Alteration(new AlterationMessage { Step = AlterationStep.Change, PlanId = planId, JobId = jobId }, IdOf(jobId));

    public static DispatchItem Record(this DispatchFactory dispatches, string planId, string jobId, IEnumerable<AlterationLogEntry> log) =>
        dispatches.Alteration(new AlterationMessage { Step = AlterationStep.Record, PlanId = planId, JobId = jobId, Log = [.. log] }, IdOf(jobId));

    private static string IdOf(string jobId) => $"alteration-{jobId}";
}

/// <summary>A step of a plan in the dispatch queue.</summary>
internal sealed class AlterationMessage
{
    public AlterationStep Step { get; set; }

    public string PlanId { get; set; } = default!;

    public string? JobId { get; set; }

    /// <summary>What happened while the changes were made.</summary>
    public List<AlterationLogEntry>? Log { get; set; }
}
