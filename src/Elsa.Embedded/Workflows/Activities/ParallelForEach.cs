using System.Runtime.CompilerServices;
using Elsa.Expressions.Models;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;

namespace Elsa.Workflows.Activities;

/// <summary>Runs the body once for each of many values; no turn waits for another.</summary>
[Activity("Elsa", "Looping", "Schedule an activity for each item in parallel.")]
public class ParallelForEach : ParallelForEach<object>
{
    /// <summary>Creates the activity.</summary>
    public ParallelForEach([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }
}

/// <summary>Runs the body once for each of many values; no turn waits for another.</summary>
public class ParallelForEach<T> : Activity
{
    private const string PendingKey = "PendingItems";

    /// <summary>Creates the activity.</summary>
    public ParallelForEach([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line) => this.EndsOnBreak();

    /// <summary>Creates the activity over values that code finds.</summary>
    public ParallelForEach(Func<ExpressionExecutionContext, ICollection<T?>> @delegate, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<object>(context => (object)@delegate(context)), source, line)
    {
    }

    /// <summary>Creates the activity over values that code finds.</summary>
    public ParallelForEach(Func<ICollection<T?>> @delegate, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<object>(() => (object)@delegate()), source, line)
    {
    }

    /// <summary>Creates the activity over given values.</summary>
    public ParallelForEach(ICollection<T?> items, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<object>((object)items), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public ParallelForEach(Input<object> items, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) => Items = items;

    /// <summary>The values.</summary>
    [Input(Description = "The items to iterate through.")]
    public Input<object> Items { get; set; } = new(Array.Empty<T?>());

    /// <summary>What is done with each.</summary>
    [Port("Body")]
    public IActivity Body { get; set; } = default!;

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var turns = new List<ScheduleWorkOptions>();
        await foreach (var item in context.GetItemSource<T>(Items))
        {
            turns.Add(new ScheduleWorkOptions
            {
                CompletionCallback = OnTurnCompletedAsync,
                Variables = [new Variable<T?>("CurrentValue", item), new Variable<int>("CurrentIndex", turns.Count)],
            });
        }

        if (turns.Count == 0 || Body is null)
        {
            await context.CompleteActivityAsync();
            return;
        }

        context.SetProperty(PendingKey, turns.Count);
        foreach (var turn in turns)
            await context.ScheduleActivityAsync(Body, turn);
    }

    // The number alone is kept: whichever turn ends, and however many end in one burst, each takes one off.
    private static async ValueTask OnTurnCompletedAsync(ActivityCompletedContext context)
    {
        var pending = context.TargetContext.UpdateProperty<int>(PendingKey, x => x - 1);
        if (pending == 0 || context.TargetContext.GetIsBreaking())
            await context.CompleteActivityAsync();
    }
}
