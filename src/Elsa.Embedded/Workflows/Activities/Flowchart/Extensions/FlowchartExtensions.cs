namespace Elsa.Workflows.Activities.Flowchart.Extensions;

/// <summary>Finds activities of a flowchart.</summary>
public static class FlowchartExtensions
{
    /// <summary>The first activity that no connection leads to.</summary>
    public static IActivity? GetRootActivity(this Activities.Flowchart flowchart)
    {
        var targets = new HashSet<IActivity>(flowchart.Connections.Select(x => x.Target.Activity), ReferenceEqualityComparer.Instance);
        return flowchart.Activities.FirstOrDefault(x => !targets.Contains(x));
    }
}
