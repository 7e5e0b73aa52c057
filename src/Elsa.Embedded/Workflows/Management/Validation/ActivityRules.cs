using Elsa.Extensions;
using Elsa.Workflows.Activities;

namespace Elsa.Workflows.Management.Validation;

/// <summary>
/// Every activity has a type that is known here and can be told from the others; a workflow that is used is there, and does not use the one that uses it.
/// Activities are told apart by their paths, so an id is free again in another container; but what starts a workflow is found by its id alone.
/// </summary>
internal static class ActivityRules
{
    public static void Check(WorkflowExamination examination)
    {
        var byPath = new Dictionary<string, IActivity>(StringComparer.Ordinal);
        var byId = examination.Nodes.Select(x => x.Activity).ToLookup(x => x.Id, StringComparer.Ordinal);
        foreach (var activity in examination.Nodes.Select(x => x.Activity))
        {
            if (!byPath.TryAdd(activity.NodeId, activity))
                RefuseId(examination, activity, byPath[activity.NodeId]);
            else if (activity is ITrigger trigger && trigger.GetCanStartWorkflow() && byId[activity.Id].FirstOrDefault(x => x != activity && x.NodeId != activity.NodeId) is { } other)
                RefuseId(examination, activity, other);
            if (activity is NotFoundActivity missing)
                examination.Refuse(activity, $"there is no activity of the type {missing.MissingTypeName} here. Install what brings it, or take the activity out.");
        }

        // A circle closes inside of a workflow that is used, or deeper.
        foreach (var used in examination.UsedWorkflows.Where(x => x.Problem is not null))
            examination.Refuse(used, used.Problem!);
    }

    private static void RefuseId(WorkflowExamination examination, IActivity activity, IActivity other) =>
        examination.Refuse(activity, $"its id ‘{activity.Id}’ is that of {examination.NameOf(other)} too. Give one of them another id.");
}
