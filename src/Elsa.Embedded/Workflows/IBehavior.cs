namespace Elsa.Workflows;

/// <summary>Receives signals.</summary>
public interface ISignalHandler
{
    /// <summary>Called when a signal passes by.</summary>
    ValueTask ReceiveSignalAsync(object signal, SignalContext context);
}

/// <summary>Something that an activity does besides its own code.</summary>
public interface IBehavior : ISignalHandler
{
    /// <summary>The activity that behaves so.</summary>
    IActivity Owner { get; }

    /// <summary>Called after the activity was executed.</summary>
    ValueTask ExecuteAsync(ActivityExecutionContext context);
}
