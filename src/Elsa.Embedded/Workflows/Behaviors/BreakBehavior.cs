using Elsa.Workflows.Signals;

namespace Elsa.Workflows.Behaviors;

/// <summary>Ends a loop when something inside it says so; a break ends the innermost loop only.</summary>
public class BreakBehavior : Behavior
{
    /// <summary>Creates the behavior of a loop.</summary>
    public BreakBehavior(IActivity owner) : base(owner) => OnSignalReceived<BreakSignal>((_, context) =>
    {
        context.ReceiverActivityExecutionContext.SetIsBreaking();
        context.StopPropagation();
    });
}
