namespace Elsa.Workflows.Activities.Flowchart.Contracts;

/// <summary>Marks an activity where branches meet by a rule of its own.</summary>
public interface IJoinNode : IActivity;
