using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Elsa.Common;
using Elsa.Expressions.Models;
using Elsa.Extensions;
using Elsa.Scheduling.Bookmarks;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Scheduling.Activities;

/// <summary>Starts the workflow once, at a point in time; in the middle of a flow it waits for that point and goes straight on once it has passed.</summary>
[Activity("Elsa", "Scheduling", "Trigger execution at a specific time in the future.")]
public class StartAt : Trigger
{
    /// <summary>Creates the activity.</summary>
    public StartAt([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates the activity with its input.</summary>
    public StartAt(Input<DateTimeOffset> dateTime, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) => DateTime = dateTime;

    /// <summary>Creates the activity with a time that code says.</summary>
    public StartAt(Func<ExpressionExecutionContext, DateTimeOffset> dateTime, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<DateTimeOffset>(dateTime), source, line)
    {
    }

    /// <summary>Creates the activity with a time that code says.</summary>
    public StartAt(Func<ExpressionExecutionContext, ValueTask<DateTimeOffset>> dateTime, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<DateTimeOffset>(dateTime), source, line)
    {
    }

    /// <summary>Creates the activity with a time that code says.</summary>
    public StartAt(Func<ValueTask<DateTimeOffset>> dateTime, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<DateTimeOffset>(dateTime), source, line)
    {
    }

    /// <summary>Creates the activity with a time that code says.</summary>
    public StartAt(Func<DateTimeOffset> dateTime, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<DateTimeOffset>(dateTime), source, line)
    {
    }

    /// <summary>Creates the activity with a fixed time.</summary>
    public StartAt(DateTimeOffset dateTime, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<DateTimeOffset>(dateTime), source, line)
    {
    }

    /// <summary>Creates the activity with a time that a variable holds.</summary>
    public StartAt(Variable<DateTimeOffset> dateTime, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<DateTimeOffset>(dateTime), source, line)
    {
    }

    /// <summary>The point in time: at most 100 years ahead.</summary>
    [Input]
    [Required]
    public Input<DateTimeOffset> DateTime { get; set; } = default!;

    /// <summary>Starts at a point in time.</summary>
    public static StartAt From(DateTimeOffset value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(value, source, line);

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        var now = context.GetRequiredService<ISystemClock>().UtcNow;
        var executeAt = SchedulingLimits.At(now, DateTime.Get(context), "The date and time");
        if (context.IsTriggerOfWorkflow() || executeAt <= now)
        {
            await context.CompleteActivityAsync();
            return;
        }

        context.JournalData["Executed At"] = now;
        context.CreateBookmark(new CreateBookmarkArgs { BookmarkName = SchedulingStimulusNames.StartAt, Stimulus = new StartAtPayload(executeAt) });
    }

    /// <inheritdoc />
    protected override object GetTriggerPayload(TriggerIndexingContext context) => new StartAtPayload(DateTime.Get(context.ExpressionExecutionContext));
}
