using Elsa.Workflows.Behaviors;

namespace Elsa.Workflows;

/// <summary>Remembers that a loop shall end.</summary>
public static class BreakBehaviorActivityExecutionContextExtensions
{
    private const string Key = "IsBreaking";

    /// <summary>Whether the activity shall end.</summary>
    public static bool GetIsBreaking(this ActivityExecutionContext context) => context.GetProperty<bool>(Key);

    /// <summary>Says that the activity shall end.</summary>
    public static void SetIsBreaking(this ActivityExecutionContext context) => context.SetProperty(Key, true);

    internal static void EndsOnBreak(this Activity loop) => loop.Behaviors.Add(new BreakBehavior(loop));
}
