using Elsa.Workflows.Signals;

namespace Elsa.Workflows.Behaviors;

/// <summary>A loop ends when a break inside it says so.</summary>
internal sealed class LoopBehavior(IActivity owner) : IBehavior
{
    public IActivity Owner => owner;

    public ValueTask ExecuteAsync(ActivityExecutionContext context) => ValueTask.CompletedTask;

    // A break ends the innermost loop only.
    public ValueTask ReceiveSignalAsync(object signal, SignalContext context)
    {
        if (signal is BreakSignal)
        {
            context.ReceiverActivityExecutionContext.SetIsBreaking();
            context.StopPropagation();
        }

        return ValueTask.CompletedTask;
    }
}
