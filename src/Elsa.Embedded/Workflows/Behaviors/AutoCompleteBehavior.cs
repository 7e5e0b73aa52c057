namespace Elsa.Workflows.Behaviors;

/// <summary>Completes the activity when its code is done, unless it waits or has children at work.</summary>
public class AutoCompleteBehavior : Behavior
{
    /// <summary>Creates the behavior of an activity.</summary>
    public AutoCompleteBehavior(IActivity owner) : base(owner)
    {
    }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) =>
        context.IsAtWork ? ValueTask.CompletedTask : context.CompleteActivityAsync();
}
