using System.Runtime.CompilerServices;
using Elsa.Expressions.Models;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;

namespace Elsa.Workflows.Activities;

/// <summary>Executes its body once for each value.</summary>
[Activity("Elsa", "Looping", "Iterate over a set of values.")]
public class ForEach : ForEach<object>
{
    /// <summary>Creates the activity.</summary>
    public ForEach() : base(null, null)
    {
    }
}

/// <summary>Executes its body once for each value of a type.</summary>
public class ForEach<T> : Activity
{
    private const string CurrentIndexKey = "CurrentIndex";

    /// <summary>Creates the activity.</summary>
    public ForEach([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line) => this.EndsOnBreak();

    /// <summary>Creates the activity with what code yields.</summary>
    public ForEach(Func<ExpressionExecutionContext, ICollection<T?>> @delegate, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<ICollection<T?>>(@delegate), source, line)
    {
    }

    /// <summary>Creates the activity with its values.</summary>
    public ForEach(ICollection<T?> items, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<ICollection<T?>>(items), source, line)
    {
    }

    /// <summary>Creates the activity with its values.</summary>
    public ForEach(Input<ICollection<T?>> items, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) => Items = items;

    /// <summary>The values.</summary>
    [Input(Description = "The set of values to iterate.")]
    public Input<ICollection<T?>> Items { get; set; } = new(Array.Empty<T?>());

    /// <summary>Executed for each value.</summary>
    [Port("Body")]
    public IActivity? Body { get; set; }

    /// <summary>Receives each value.</summary>
    [Output(Description = "Assign the current value to the specified variable.")]
    public Output<T?>? CurrentValue { get; set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => ScheduleNextAsync(context);

    private ValueTask OnChildCompleted(ActivityCompletedContext context) => ScheduleNextAsync(context.TargetContext);

    private async ValueTask ScheduleNextAsync(ActivityExecutionContext context)
    {
        var index = context.GetProperty<int>(CurrentIndexKey);
        var items = context.Get(Items) ?? [];
        if (index >= items.Count || Body is null || context.GetIsBreaking())
        {
            await context.CompleteActivityAsync();
            return;
        }

        var value = items is IList<T?> list ? list[index] : items.ElementAt(index);
        context.SetProperty(CurrentIndexKey, index + 1);
        context.Set(CurrentValue, value);
        await context.ScheduleActivityAsync(Body, new ScheduleWorkOptions
        {
            CompletionCallback = OnChildCompleted,
            Variables = [new Variable<T?>("CurrentValue", value), new Variable<int>("CurrentIndex", index)],
        });
    }
}
