namespace Elsa.Workflows.Activities.Flowchart.Attributes;

/// <summary>Lists the outcomes of an activity: the ports where connections leave it.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class FlowNodeAttribute : Attribute
{
    /// <summary>Creates the attribute.</summary>
    public FlowNodeAttribute(params string[] outcomes) => Outcomes = outcomes;

    /// <summary>The outcomes.</summary>
    public ICollection<string> Outcomes { get; }
}
