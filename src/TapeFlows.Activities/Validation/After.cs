namespace TapeFlows.Activities.Validation;

/// <summary>What comes after an activity: whether the volume is surely ejected then.</summary>
/// <param name="By">When the activity is left by an outcome.</param>
/// <param name="Connected">The outcomes that lead on.</param>
/// <param name="End">When the container that it is in is ended.</param>
/// <param name="Break">When the loop that it is in is left.</param>
internal sealed record After(Func<string, bool> By, IReadOnlyCollection<string> Connected, bool End, bool Break)
{
    /// <summary>The outcome of what has no other.</summary>
    public const string Done = "Done";

    /// <summary>Nothing comes any more.</summary>
    public static readonly After TheEnd = new(static _ => false, [], End: false, Break: false);

    /// <summary>When something that holds others is done, by whatever outcome.</summary>
    public bool IsDone => Connected.Count == 0 ? By(Done) : Connected.Any(By);

    /// <summary>The same for a part of it, which is followed by the same whatever its outcome.</summary>
    public After Then(bool done) => this with { By = _ => done, Connected = [] };
}
