using System.Runtime.CompilerServices;
using Elsa.Common;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;
using Elsa.Extensions;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows;

/// <summary>One execution of an activity.</summary>
public partial class ActivityExecutionContext : IExecutionContext, IDisposable
{
    private readonly ISystemClock _clock;
    private IDictionary<string, object>? _properties;
    private IDictionary<string, object>? _metadata;
    private IDictionary<string, object>? _activityState;
    private IDictionary<string, object>? _activityInput;
    private IDictionary<string, object>? _journalData;
    private IDictionary<object, object>? _transientProperties;
    private ICollection<Variable>? _dynamicVariables;
    private int _aggregateFaultCount;
    private HashSet<ActivityExecutionContext>? _children;

    internal ActivityExecutionContext(
        string id,
        WorkflowExecutionContext workflowExecutionContext,
        ActivityExecutionContext? parent,
        ActivityNode node,
        ActivityDescriptor descriptor,
        object? tag,
        ISystemClock clock)
    {
        _clock = clock;
        Id = id;
        WorkflowExecutionContext = workflowExecutionContext;
        ParentActivityExecutionContext = parent;
        Activity = node.Activity;
        ActivityNode = node;
        ActivityDescriptor = descriptor;
        Tag = tag;
        StartedAt = clock.UtcNow;
        ExpressionExecutionContext = new ExpressionExecutionContext(
            workflowExecutionContext.ServiceProvider,
            new MemoryRegister(),
            parent?.ExpressionExecutionContext ?? workflowExecutionContext.ExpressionExecutionContext,
            onChange: Taint,
            cancellationToken: workflowExecutionContext.CancellationToken)
        {
            ActivityContext = this,
            WorkflowContext = workflowExecutionContext,
        };
        parent?.Adopt(this);
    }

    /// <inheritdoc />
    public string Id { get; set; }

    /// <summary>The workflow.</summary>
    public WorkflowExecutionContext WorkflowExecutionContext { get; }

    /// <summary>The execution around this one.</summary>
    public ActivityExecutionContext? ParentActivityExecutionContext { get; }

    /// <summary>The activity.</summary>
    public IActivity Activity { get; set; }

    /// <summary>The activity in the tree of the workflow.</summary>
    public ActivityNode ActivityNode { get; }

    /// <summary>The path to the activity.</summary>
    public string NodeId => Activity.NodeId;

    /// <summary>The type of the activity.</summary>
    public ActivityDescriptor ActivityDescriptor { get; }

    /// <inheritdoc />
    public ExpressionExecutionContext ExpressionExecutionContext { get; }

    /// <summary>Cancelled when the workflow is: an activity that takes long must heed it.</summary>
    public CancellationToken CancellationToken => WorkflowExecutionContext.CancellationToken;

    /// <summary>Where the execution stands.</summary>
    public ActivityStatus Status { get; private set; }

    /// <summary>Whether the execution ended as intended.</summary>
    public bool IsCompleted => Status is ActivityStatus.Completed or ActivityStatus.Canceled;

    /// <summary>Whether the code of the activity runs now.</summary>
    public bool IsExecuting { get; set; }

    /// <summary>How often the code ran: more than once if it waited in between.</summary>
    public long ExecutionCount { get; internal set; }

    /// <summary>When the execution was created.</summary>
    public DateTimeOffset StartedAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? CompletedAt { get; set; }

    /// <summary>What the owner wants to remember.</summary>
    public object? Tag { get; set; }

    /// <summary>The exception that ended it.</summary>
    public Exception? Exception { get; set; }

    /// <summary>How many faults it and its descendants had.</summary>
    public int AggregateFaultCount
    {
        get => _aggregateFaultCount;
        set
        {
            _aggregateFaultCount = value;
            Taint();
        }
    }

    /// <summary>The execution whose completion led here.</summary>
    public string? SchedulingActivityExecutionId { get; set; }

    /// <summary>The activity of that execution.</summary>
    public string? SchedulingActivityId { get; set; }

    /// <summary>The instance of that execution, if it is another one.</summary>
    public string? SchedulingWorkflowInstanceId { get; set; }

    /// <summary>How many executions led to this one.</summary>
    public int CallStackDepth { get; set; }

    /// <summary>Whether something changed since the state was stored.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>The executions inside this one.</summary>
    public ISet<ActivityExecutionContext> Children => _children ??= [];

    /// <summary>State of the activity's own; it is stored.</summary>
    public IDictionary<string, object> Properties => _properties ??= new Dictionary<string, object>();

    /// <summary>What tools keep with the execution; it is stored.</summary>
    public IDictionary<string, object> Metadata => _metadata ??= new Dictionary<string, object>();

    /// <summary>The values of the inputs.</summary>
    public IDictionary<string, object> ActivityState => _activityState ??= new Dictionary<string, object>();

    /// <summary>Input that came with the scheduling.</summary>
    public IDictionary<string, object> ActivityInput => _activityInput ??= new Dictionary<string, object>();

    /// <summary>The values of the workflow's inputs.</summary>
    public IDictionary<string, object> WorkflowInput => WorkflowExecutionContext.Input;

    /// <summary>What the activity wants to tell about its execution.</summary>
    public IDictionary<string, object> JournalData => _journalData ??= new Dictionary<string, object>();

    /// <summary>What belongs to the execution but is never stored.</summary>
    public IDictionary<object, object> TransientProperties
    {
        get => _transientProperties ??= new Dictionary<object, object>();
        set => _transientProperties = value;
    }

    /// <summary>Variables that came with the scheduling, such as the current value of a loop.</summary>
    public ICollection<Variable> DynamicVariables
    {
        get => _dynamicVariables ??= [];
        set => _dynamicVariables = value;
    }

    /// <inheritdoc />
    public IEnumerable<Variable> Variables => ((Activity as IVariableContainer)?.Variables ?? []).Concat(_dynamicVariables ?? []);

    // Whether there is anything in the tables that are created on demand.
    internal bool HasActivityState => _activityState is { Count: > 0 };
    internal bool HasActivityInput => _activityInput is { Count: > 0 };
    internal bool HasProperties => _properties is { Count: > 0 };
    internal bool HasMetadata => _metadata is { Count: > 0 };
    internal bool HasDynamicVariables => _dynamicVariables is { Count: > 0 };
    internal bool HasJournalData => _journalData is { Count: > 0 };

    // Children that are scheduled or running: kept as numbers, so that a flowchart of thousands need not be searched after each step.
    internal int ScheduledChildren { get; set; }
    internal int RunningChildren { get; private set; }
    internal int FaultedChildren { get; private set; }

    internal bool InputsAreEvaluated { get; set; }

    // Why its variables cannot begin. The activity faults with it: thrown outside of its execution, it would take along what the burst has done so far.
    internal InvalidOperationException? DeclarationProblem { get; private set; }

    // Set while the whole composite is given up: what its children say then no longer matters.
    internal bool IsCancelingChildren { get; set; }

    // Whether it has ended, waits, or has children that go on.
    internal bool IsAtWork => IsEnded || HasNewBookmarks || ScheduledChildren > 0 || RunningChildren > 0;

    internal bool IsEnded => Status is ActivityStatus.Completed or ActivityStatus.Canceled or ActivityStatus.Faulted;

    /// <summary>Changes the status.</summary>
    public void TransitionTo(ActivityStatus status)
    {
        if (Status == status)
            return;

        var parent = ParentActivityExecutionContext;
        if (parent is not null)
        {
            parent.RunningChildren += Count(status is ActivityStatus.Pending or ActivityStatus.Running) - Count(Status is ActivityStatus.Pending or ActivityStatus.Running);
            parent.FaultedChildren += Count(status == ActivityStatus.Faulted) - Count(Status == ActivityStatus.Faulted);
        }

        Status = status;
        if (IsEnded)
            CompletedAt = status == ActivityStatus.Faulted ? null : _clock.UtcNow;
        Taint();

        static int Count(bool condition) => condition ? 1 : 0;
    }

    /// <summary>Writes a line into the journal.</summary>
    public WorkflowExecutionLogEntry AddExecutionLogEntry(string eventName, string? message = null, string? source = null, object? payload = null)
    {
        var entry = new WorkflowExecutionLogEntry(
            Id,
            ParentActivityExecutionContext?.Id,
            Activity.Id,
            Activity.Type,
            Activity.Version,
            Activity.Name,
            NodeId,
            null,
            _clock.UtcNow,
            WorkflowExecutionContext.ExecutionLogSequence++,
            eventName,
            Mask(message),
            source ?? Activity.GetSource(),
            payload);
        WorkflowExecutionContext.ExecutionLog.Add(entry);
        return entry;
    }

    /// <summary>Remembers that something changed.</summary>
    public void Taint() => IsDirty = true;

    /// <summary>Remembers that the state was stored.</summary>
    public void ClearTaint() => IsDirty = false;

    /// <summary>A state of the activity's own, or its default.</summary>
    public T? GetProperty<T>(string key) => _properties is not null && _properties.TryGetValue(key, out var value) ? ReadProperty<T>(key, value) : default;

    /// <summary>A state of the activity's own, made if need be.</summary>
    public T? GetProperty<T>(string key, Func<T?> defaultValue)
    {
        if (_properties is not null && _properties.TryGetValue(key, out var value))
            return ReadProperty<T>(key, value);
        var created = defaultValue();
        SetProperty(key, created);
        return created;
    }

    /// <summary>Keeps a state of the activity's own.</summary>
    public void SetProperty<T>(string key, T? value)
    {
        Properties[key] = value!;
        Taint();
    }

    /// <summary>Changes a state of the activity's own.</summary>
    public T UpdateProperty<T>(string key, Func<T?, T> updater)
    {
        var value = updater(GetProperty<T?>(key));
        SetProperty(key, value);
        return value;
    }

    /// <summary>Drops a state of the activity's own.</summary>
    public void RemoveProperty(string key) => Properties.Remove(key);

    /// <summary>A service that must be there.</summary>
    public T GetRequiredService<T>() where T : notnull => WorkflowExecutionContext.GetRequiredService<T>();

    /// <summary>A service that must be there.</summary>
    public object GetRequiredService(Type serviceType) => WorkflowExecutionContext.ServiceProvider.GetRequiredService(serviceType);

    /// <summary>A service that may be there.</summary>
    public T? GetService<T>() => WorkflowExecutionContext.ServiceProvider.GetService<T>();

    /// <summary>A service that may be there.</summary>
    public object? GetService(Type serviceType) => WorkflowExecutionContext.ServiceProvider.GetService(serviceType);

    /// <summary>All services of a type.</summary>
    public IEnumerable<T> GetServices<T>() where T : notnull => WorkflowExecutionContext.ServiceProvider.GetServices<T>();

    /// <summary>A service, created if it is not registered.</summary>
    public T GetOrCreateService<T>() where T : notnull => ActivatorUtilities.GetServiceOrCreateInstance<T>(WorkflowExecutionContext.ServiceProvider);

    /// <summary>A service, created if it is not registered.</summary>
    public object GetOrCreateService(Type serviceType) => ActivatorUtilities.GetServiceOrCreateInstance(WorkflowExecutionContext.ServiceProvider, serviceType);

    void IDisposable.Dispose()
    {
    }

    // What was read from storage becomes an object once: what is then done to it counts.
    private T? ReadProperty<T>(string key, object value)
    {
        if (value is T ready)
            return ready;
        var converted = value.ConvertTo<T>();
        if (converted is not null && !typeof(T).IsValueType)
            Properties[key] = converted;
        return converted;
    }

    private void Adopt(ActivityExecutionContext child)
    {
        Children.Add(child);
        RunningChildren++;
    }
}
