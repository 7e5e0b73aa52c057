using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Elsa.Expressions.Models;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Activities;

/// <summary>Base of activities that are made of others in code: they execute one root.</summary>
public abstract class Composite : Activity, IComposite, IVariableContainer
{
    /// <summary>Creates a composite.</summary>
    protected Composite(string? source = null, int? line = null) : base(source, line)
    {
    }

    /// <inheritdoc />
    [JsonIgnore]
    public ICollection<Variable> Variables { get; init; } = new List<Variable>();

    /// <summary>The variable that holds the result.</summary>
    [JsonIgnore]
    public Variable? ResultVariable { get; set; }

    /// <summary>What the composite executes.</summary>
    [Port("Root")]
    [Browsable(false)]
    [JsonIgnore]
    public IActivity Root { get; set; } = default!;

    internal bool IsSetUp { get; set; }

    /// <inheritdoc />
    public virtual void Setup()
    {
    }

    /// <summary>Called before the root is scheduled.</summary>
    protected virtual void ConfigureActivities(ActivityExecutionContext context)
    {
    }

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        ConfigureActivities(context);
        await context.ScheduleActivityAsync(Root, OnRootCompletedAsync);
    }

    /// <summary>Called when the root completes, before the composite does.</summary>
    protected virtual ValueTask OnCompletedAsync(ActivityCompletedContext context)
    {
        OnCompleted(context);
        return ValueTask.CompletedTask;
    }

    /// <summary>Called when the root completes, before the composite does.</summary>
    protected virtual void OnCompleted(ActivityCompletedContext context)
    {
    }

    /// <summary>Completes the composite.</summary>
    protected async Task CompleteAsync(ActivityExecutionContext context, object? result = null) => await context.CompleteActivityAsync(result);

    /// <summary>Completes the composite with outcomes.</summary>
    protected async Task CompleteAsync(ActivityExecutionContext context, params string[] outcomes) => await context.CompleteActivityWithOutcomesAsync(outcomes);

    /// <summary>An activity that runs code.</summary>
    protected static Inline Inline(Func<ActivityExecutionContext, ValueTask> activity, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(activity, source, line);

    /// <summary>An activity that runs code.</summary>
    protected static Inline Inline(Action<ActivityExecutionContext> activity, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(activity, source, line);

    /// <summary>An activity that is code.</summary>
    protected static Inline Inline(Func<ValueTask> activity, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(activity, source, line);

    /// <summary>An activity that is code.</summary>
    protected static Inline Inline(Action activity, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(activity, source, line);

    /// <summary>An activity that is code and puts out what it returns.</summary>
    protected static Inline<TResult> Inline<TResult>(Func<ActivityExecutionContext, ValueTask<TResult>> activity, MemoryBlockReference? output = null, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(activity!, output, source, line);

    /// <summary>An activity that is code and puts out what it returns.</summary>
    protected static Inline<TResult> Inline<TResult>(Func<ValueTask<TResult>> activity, MemoryBlockReference? output = null, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(activity!, output, source, line);

    /// <summary>An activity that is code and puts out what it returns.</summary>
    protected static Inline<TResult> Inline<TResult>(Func<ActivityExecutionContext, TResult> activity, MemoryBlockReference? output, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(activity, output, source, line);

    /// <summary>An activity that is code and puts out what it returns.</summary>
    protected static Inline<TResult> Inline<TResult>(Func<TResult> activity, MemoryBlockReference? output = null, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(activity, output, source, line);

    /// <summary>An activity that sets a variable.</summary>
    protected static SetVariable<T?> SetVariable<T>(Variable<T?> variable, Func<T?> value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(variable, value, source, line);

    /// <summary>An activity that sets a variable.</summary>
    protected static SetVariable<T?> SetVariable<T>(Variable<T?> variable, Variable<T?> value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(variable, value, source, line);

    /// <summary>An activity that sets a variable.</summary>
    protected static SetVariable<T?> SetVariable<T>(Variable<T?> variable, T? value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(variable, value, source, line);

    /// <summary>An activity that sets a variable.</summary>
    protected static SetVariable<T?> SetVariable<T>(Variable<T?> variable, Func<ExpressionExecutionContext, T?> value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(variable, value, source, line);

    private async ValueTask OnRootCompletedAsync(ActivityCompletedContext context)
    {
        await OnCompletedAsync(context);
        await context.CompleteActivityAsync();
    }
}

/// <summary>Base of composites that yield a value.</summary>
public abstract class Composite<T> : Composite, IActivityWithResult<T>
{
    /// <summary>Creates a composite.</summary>
    protected Composite([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <inheritdoc />
    [Output]
    public Output<T?>? Result { get; set; }

    Output? IActivityWithResult.Result
    {
        get => Result;
        set => Result = (Output<T?>?)value;
    }
}
