using Elsa.Workflows.Activities.Flowchart.Activities;
using TapeFlows.Activities.Texts;

namespace TapeFlows.Activities.Validation;

/// <summary>Every activity of a flowchart can be come to: what stands apart does not do what somebody drew it for.</summary>
internal static class ReachRule
{
    public static void Check(Examination examination)
    {
        foreach (var flow in examination.Nodes.Select(node => node.Activity).OfType<Flowchart>().Select(flowchart => new Flow(flowchart)))
        {
            // Without a start nobody can say what is reached, and that was said.
            if (flow.Start is not { } start)
                continue;
            var reached = flow.Reachable();
            foreach (var activity in flow.Flowchart.Activities.Where(activity => !reached.Contains(activity)))
            {
                if (flow.Flowchart != examination.Root || !StartRule.IsIdle(activity) || !flow.Roots.Contains(activity))
                    examination.Refuse(activity, OperatorTexts.Unreachable(examination.NameOf(start)));
            }
        }
    }
}
