using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using Elsa.Extensions;
using Elsa.Workflows.Helpers;
using Elsa.Workflows.Serialization;

namespace Elsa.Workflows;

/// <summary>Base of activities that say themselves when they are complete.</summary>
[DebuggerDisplay("{Type} - {Id}")]
public abstract class Activity : IActivity, ISignalHandler, IKeepsUnknown
{
    private List<IBehavior>? _behaviors;
    private Dictionary<Type, Func<object, SignalContext, ValueTask>>? _signalHandlers;
    private IDictionary<string, object>? _customProperties;
    private IDictionary<string, object>? _metadata;
    private IDictionary<string, object>? _syntheticProperties;

    /// <summary>Creates an activity whose type name follows from the class.</summary>
    protected Activity(string? source = null, int? line = null)
    {
        (Type, Version) = ActivityTypeNames.Of(GetType());
        if (source is not null)
            this.SetSource(source, line);
    }

    /// <summary>Creates an activity with the given type name.</summary>
    protected Activity(string activityType, int version = 1, string? source = null, int? line = null) : this(source, line)
    {
        Type = activityType;
        Version = version;
    }

    /// <inheritdoc />
    public string Id { get; set; } = default!;

    /// <inheritdoc />
    public string NodeId { get; set; } = default!;

    /// <inheritdoc />
    public string? Name { get; set; }

    /// <inheritdoc />
    public string Type { get; set; }

    /// <inheritdoc />
    public int Version { get; set; }

    /// <summary>Whether the activity may start the workflow.</summary>
    [JsonIgnore]
    public bool CanStartWorkflow
    {
        get => this.GetCanStartWorkflow();
        set => this.SetCanStartWorkflow(value);
    }

    /// <summary>Whether the activity runs in the background; null leaves it to its type.</summary>
    [JsonIgnore]
    public bool? RunAsynchronously
    {
        get => this.GetRunAsynchronously();
        set => this.SetRunAsynchronously(value);
    }

    /// <inheritdoc />
    public IDictionary<string, object> CustomProperties
    {
        get => _customProperties ??= new Dictionary<string, object>();
        set => _customProperties = value;
    }

    /// <inheritdoc />
    [JsonIgnore]
    public IDictionary<string, object> SyntheticProperties
    {
        get => _syntheticProperties ??= new Dictionary<string, object>();
        set => _syntheticProperties = value;
    }

    /// <inheritdoc />
    public IDictionary<string, object> Metadata
    {
        get => _metadata ??= new Dictionary<string, object>();
        set => _metadata = value;
    }

    /// <summary>What the activity does besides its own code.</summary>
    [JsonIgnore]
    public ICollection<IBehavior> Behaviors => _behaviors ??= [];

    IDictionary<string, JsonElement>? IKeepsUnknown.Unknown { get; set; }

    internal bool HasBehaviors => _behaviors is { Count: > 0 };

    // A code activity is complete when its code is, unless it waits.
    internal virtual bool CompletesItself => true;

    /// <summary>Whether the activity wants to be executed.</summary>
    protected virtual ValueTask<bool> CanExecuteAsync(ActivityExecutionContext context) => new(CanExecute(context));

    /// <summary>Whether the activity wants to be executed.</summary>
    protected virtual bool CanExecute(ActivityExecutionContext context) => true;

    /// <summary>Does the work.</summary>
    protected virtual ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        Execute(context);
        return ValueTask.CompletedTask;
    }

    /// <summary>Does the work.</summary>
    protected virtual void Execute(ActivityExecutionContext context)
    {
    }

    /// <summary>Completes the activity.</summary>
    protected ValueTask CompleteAsync(ActivityExecutionContext context) => context.CompleteActivityAsync();

    /// <summary>Called when a signal passes by that no handler was registered for.</summary>
    protected virtual ValueTask OnSignalReceivedAsync(object signal, SignalContext context)
    {
        OnSignalReceived(signal, context);
        return ValueTask.CompletedTask;
    }

    /// <summary>Called when a signal passes by that no handler was registered for.</summary>
    protected virtual void OnSignalReceived(object signal, SignalContext context)
    {
    }

    /// <summary>Registers a handler for signals of one type.</summary>
    protected void OnSignalReceived<T>(Func<T, SignalContext, ValueTask> handler) => OnSignalReceived(typeof(T), (signal, context) => handler((T)signal, context));

    /// <summary>Registers a handler for signals of one type.</summary>
    protected void OnSignalReceived<T>(Action<T, SignalContext> handler) => OnSignalReceived(typeof(T), (signal, context) =>
    {
        handler((T)signal, context);
        return ValueTask.CompletedTask;
    });

    /// <summary>Registers a handler for signals of one type.</summary>
    protected void OnSignalReceived(Type signalType, Func<object, SignalContext, ValueTask> handler) => (_signalHandlers ??= [])[signalType] = handler;

    ValueTask<bool> IActivity.CanExecuteAsync(ActivityExecutionContext context) => CanExecuteAsync(context);

    ValueTask IActivity.ExecuteAsync(ActivityExecutionContext context) => ExecuteAsync(context);

    async ValueTask ISignalHandler.ReceiveSignalAsync(object signal, SignalContext context)
    {
        if (_signalHandlers is not null && _signalHandlers.TryGetValue(signal.GetType(), out var handler))
            await handler(signal, context);
        else
            await OnSignalReceivedAsync(signal, context);

        foreach (var behavior in _behaviors ?? [])
            await behavior.ReceiveSignalAsync(signal, context);
    }
}
