using System.ComponentModel.DataAnnotations;
using System.Runtime.CompilerServices;
using Elsa.Extensions;
using Elsa.Scheduling.Bookmarks;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;

namespace Elsa.Scheduling.Activities;

/// <summary>Starts the workflow whenever a cron expression is due; in the middle of a flow it waits for the next time.</summary>
[Activity("Elsa", "Scheduling", "Trigger workflow execution at a specific interval using a CRON expression.")]
public class Cron : EventGenerator
{
    /// <summary>Creates the activity.</summary>
    public Cron([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates the activity with a fixed expression.</summary>
    public Cron(string cronExpression, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<string>(cronExpression), source, line)
    {
    }

    /// <summary>Creates the activity with its input.</summary>
    public Cron(Input<string> cronExpression, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) => CronExpression = cronExpression;

    /// <summary>The expression: five fields as in a crontab, six with a second before them, or Quartz's seven.</summary>
    [Input(Description = "The CRON expression at which the timer should execute.")]
    [Required]
    public Input<string> CronExpression { get; set; } = default!;

    /// <summary>Starts whenever an expression is due.</summary>
    public static Cron FromCronExpression(string value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(value, source, line);

    /// <inheritdoc />
    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow())
        {
            await context.CompleteActivityAsync();
            return;
        }

        var expression = CronExpression.Get(context);
        var executeAt = context.GetRequiredService<ICronParser>().GetNextOccurrence(expression);
        context.CreateBookmark(new CreateBookmarkArgs { BookmarkName = SchedulingStimulusNames.Cron, Stimulus = new CronBookmarkPayload(executeAt, expression) });
    }

    /// <inheritdoc />
    protected override object GetTriggerPayload(TriggerIndexingContext context) => new CronTriggerPayload(CronExpression.Get(context.ExpressionExecutionContext));
}
