using System.Runtime.CompilerServices;
using Elsa.Expressions.Models;
using Elsa.Extensions;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;

namespace Elsa.Scheduling.Activities;

/// <summary>Starts the workflow again and again; in the middle of a flow it waits for one interval.</summary>
[Activity("Elsa", "Scheduling", "Trigger workflow execution at a specific interval.")]
public class Timer : TimerBase
{
    /// <summary>Creates the activity.</summary>
    public Timer([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates the activity with a fixed interval.</summary>
    public Timer(TimeSpan interval, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(new Input<TimeSpan>(interval), source, line)
    {
    }

    /// <summary>Creates the activity with its input.</summary>
    public Timer(Input<TimeSpan> interval, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) => Interval = interval;

    /// <summary>The time from one start to the next: a second to 100 years.</summary>
    [Input(Description = "The interval at which the timer should execute.", DefaultValue = "00:01:00")]
    public Input<TimeSpan> Interval { get; set; } = new(TimeSpan.FromMinutes(1));

    /// <summary>Starts every so many seconds.</summary>
    public static Timer FromSeconds(double value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => FromTimeSpan(TimeSpan.FromSeconds(value), source, line);

    /// <summary>Starts at an interval.</summary>
    public static Timer FromTimeSpan(TimeSpan value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(value, source, line);

    /// <inheritdoc />
    protected override TimeSpan GetInterval(ExpressionExecutionContext context) => Interval.Get(context);
}
