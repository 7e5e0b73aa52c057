namespace Elsa.Workflows;

/// <summary>A trait that activities share: it runs after the code of its activity and hears the signals that reach it.</summary>
public abstract class Behavior : IBehavior
{
    private readonly Dictionary<Type, Func<object, SignalContext, ValueTask>> _handlers = [];

    /// <summary>Creates the behavior of an activity.</summary>
    protected Behavior(IActivity owner) => Owner = owner;

    /// <summary>The activity.</summary>
    public IActivity Owner { get; }

    /// <summary>Runs after the code of the activity.</summary>
    protected virtual ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        Execute(context);
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs after the code of the activity.</summary>
    protected virtual void Execute(ActivityExecutionContext context)
    {
    }

    /// <summary>Says what is done with signals of a type.</summary>
    protected void OnSignalReceived<T>(Func<T?, SignalContext, ValueTask> handler) => OnSignalReceived(typeof(T), (signal, context) => handler((T?)signal, context));

    /// <summary>Says what is done with signals of a type.</summary>
    protected void OnSignalReceived<T>(Action<T?, SignalContext> handler) => OnSignalReceived(typeof(T), (signal, context) =>
    {
        handler((T?)signal, context);
        return ValueTask.CompletedTask;
    });

    /// <summary>Says what is done with signals of a type.</summary>
    protected void OnSignalReceived(Type signalType, Func<object, SignalContext, ValueTask> handler) => _handlers[signalType] = handler;

    /// <summary>Hears the signals for which nothing else was said.</summary>
    protected virtual ValueTask OnSignalReceivedAsync(object signal, SignalContext context)
    {
        OnSignalReceived(signal, context);
        return ValueTask.CompletedTask;
    }

    /// <summary>Hears the signals for which nothing else was said.</summary>
    protected virtual void OnSignalReceived(object signal, SignalContext context)
    {
    }

    ValueTask IBehavior.ExecuteAsync(ActivityExecutionContext context) => ExecuteAsync(context);

    ValueTask ISignalHandler.ReceiveSignalAsync(object signal, SignalContext context) =>
        _handlers.TryGetValue(signal.GetType(), out var handler) ? handler(signal, context) : OnSignalReceivedAsync(signal, context);
}
