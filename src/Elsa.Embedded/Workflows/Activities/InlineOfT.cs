using System.ComponentModel;
using System.Runtime.CompilerServices;
using Elsa.Expressions.Models;
using Elsa.Workflows.Attributes;
using Elsa.Extensions;

namespace Elsa.Workflows.Activities;

/// <summary>Runs code that is written where the workflow is, and puts out what it returns.</summary>
[Browsable(false)]
[Activity("Elsa", "Primitives", "Evaluate a Boolean condition to determine which path to execute next.")]
public class Inline<T> : CodeActivity<T>
{
    private readonly Func<ActivityExecutionContext, ValueTask<T?>> _activity;

    /// <summary>Creates the activity from code that may wait.</summary>
    public Inline(Func<ActivityExecutionContext, ValueTask<T?>> activity, MemoryBlockReference? output = null, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(output, source, line) =>
        _activity = activity;

    /// <summary>Creates the activity from code that may wait.</summary>
    public Inline(Func<ValueTask<T?>> activity, MemoryBlockReference? output = null, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(_ => activity(), output, source, line)
    {
    }

    /// <summary>Creates the activity from code.</summary>
    public Inline(Func<ActivityExecutionContext, T?> activity, MemoryBlockReference? output = null, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(x => new ValueTask<T?>(activity(x)), output, source, line)
    {
    }

    /// <summary>Creates the activity from code.</summary>
    public Inline(Func<T?> activity, MemoryBlockReference? output = null, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(_ => new ValueTask<T?>(activity()), output, source, line)
    {
    }

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context) => context.SetResult(await _activity(context));
}
