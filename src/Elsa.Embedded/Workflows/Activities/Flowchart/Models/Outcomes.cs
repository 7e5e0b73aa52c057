namespace Elsa.Workflows.Activities.Flowchart.Models;

/// <summary>The names with which an activity completed: connections from these ports are followed.</summary>
/// <param name="Names">The names.</param>
public record Outcomes(params string[] Names)
{
    /// <summary>What an activity completes with unless it says otherwise.</summary>
    public static readonly Outcomes Default = new("Done");

    /// <summary>No outcome: no connection is followed.</summary>
    public static readonly Outcomes Empty = new();
}
