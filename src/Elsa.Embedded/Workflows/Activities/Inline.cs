using System.ComponentModel;
using System.Runtime.CompilerServices;
using Elsa.Workflows.Attributes;

namespace Elsa.Workflows.Activities;

/// <summary>Runs code.</summary>
[Browsable(false)]
[Activity("Elsa", "Primitives", "Evaluate a Boolean condition to determine which path to execute next.")]
public class Inline : CodeActivity
{
    private readonly Func<ActivityExecutionContext, ValueTask> _activity = _ => ValueTask.CompletedTask;

    /// <summary>Does nothing.</summary>
    public Inline([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>Runs code.</summary>
    public Inline(Func<ActivityExecutionContext, ValueTask> activity, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) => _activity = activity;

    /// <summary>Runs code.</summary>
    public Inline(Func<ValueTask> activity, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(_ => activity(), source, line)
    {
    }

    /// <summary>Runs code.</summary>
    public Inline(Action<ActivityExecutionContext> activity, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(
        context =>
        {
            activity(context);
            return ValueTask.CompletedTask;
        },
        source,
        line)
    {
    }

    /// <summary>Runs code.</summary>
    public Inline(Action activity, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(_ => activity(), source, line)
    {
    }

    /// <summary>Runs code.</summary>
    public static Inline From(Func<ActivityExecutionContext, ValueTask> activity) => new(activity, null, null);

    /// <summary>Runs code.</summary>
    public static Inline From(Action<ActivityExecutionContext> activity) => new(activity, null, null);

    /// <summary>Runs code.</summary>
    public static Inline From(Action activity) => new(activity, null, null);

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => _activity(context);
}
