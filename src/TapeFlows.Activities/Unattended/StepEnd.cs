namespace TapeFlows.Activities.Unattended;

/// <summary>How a step ended.</summary>
/// <param name="Outcome">One of <see cref="Outcomes"/>.</param>
/// <param name="Problem">Why not Done.</param>
internal readonly record struct StepEnd(string Outcome, string? Problem = null)
{
    public static StepEnd Done { get; } = new(Outcomes.Done);

    public static StepEnd Failed(string problem) => new(Outcomes.Failed, problem);
}
