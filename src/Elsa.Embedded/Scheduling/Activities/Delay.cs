using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Elsa.Expressions.Models;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;

namespace Elsa.Scheduling.Activities;

/// <summary>Waits for a time before the workflow goes on.</summary>
[Activity("Elsa", "Scheduling", "Delay execution for the specified amount of time.")]
public class Delay : Activity, IActivityPropertyDefaultValueProvider
{
    private static readonly TimeSpan DefaultTimeSpan = System.TimeSpan.FromMinutes(1);

    /// <summary>Creates the activity.</summary>
    public Delay([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates the activity with a time that code says.</summary>
    public Delay(Func<ExpressionExecutionContext, TimeSpan> timeSpan, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) =>
        TimeSpan = new Input<TimeSpan>(timeSpan);

    /// <summary>Creates the activity with a time that code says.</summary>
    public Delay(Func<ExpressionExecutionContext, ValueTask<TimeSpan>> timeSpan, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) =>
        TimeSpan = new Input<TimeSpan>(timeSpan);

    /// <summary>Creates the activity with its input.</summary>
    public Delay(Input<TimeSpan> timeSpan, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) => TimeSpan = timeSpan;

    /// <summary>Creates the activity with a fixed time.</summary>
    public Delay(TimeSpan timeSpan, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) => TimeSpan = new Input<TimeSpan>(timeSpan);

    /// <summary>Creates the activity with a time that a variable holds.</summary>
    public Delay(Variable<TimeSpan> timeSpan, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) => TimeSpan = new Input<TimeSpan>(timeSpan);

    /// <summary>How long to wait: zero to 100 years.</summary>
    [Input(Description = "The timespan to delay workflow execution.", DefaultValueProvider = typeof(Delay))]
    public Input<TimeSpan> TimeSpan { get; set; } = default!;

    /// <summary>Waits for milliseconds.</summary>
    public static Delay FromMilliseconds(double value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(System.TimeSpan.FromMilliseconds(value), source, line);

    /// <summary>Waits for seconds.</summary>
    public static Delay FromSeconds(double value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(System.TimeSpan.FromSeconds(value), source, line);

    /// <summary>Waits for minutes.</summary>
    public static Delay FromMinutes(double value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(System.TimeSpan.FromMinutes(value), source, line);

    /// <summary>Waits for hours.</summary>
    public static Delay FromHours(double value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(System.TimeSpan.FromHours(value), source, line);

    /// <summary>Waits for days.</summary>
    public static Delay FromDays(double value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(System.TimeSpan.FromDays(value), source, line);

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) => context.DelayFor(TimeSpan.GetOrDefault(context, () => DefaultTimeSpan));

    object IActivityPropertyDefaultValueProvider.GetDefaultValue(PropertyInfo property) => DefaultTimeSpan.ToString("c", CultureInfo.InvariantCulture);
}
