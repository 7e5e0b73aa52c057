using Elsa.Expressions.Models;
using Elsa.Workflows.Models;

namespace Elsa.Workflows;

/// <summary>Base of activities that yield a value and say themselves when they are complete.</summary>
public abstract class Activity<T> : Activity, IActivityWithResult<T>
{
    /// <summary>Creates an activity whose type name follows from the class.</summary>
    protected Activity(string? source = null, int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates an activity with the given type name.</summary>
    protected Activity(string activityType, int version = 1, string? source = null, int? line = null) : base(activityType, version, source, line)
    {
    }

    /// <summary>Creates an activity whose value goes into a variable.</summary>
    protected Activity(MemoryBlockReference? output, string? source = null, int? line = null) : this(source, line)
    {
        if (output is not null)
            Result = new Output<T?>(output);
    }

    /// <summary>Creates an activity with an output.</summary>
    protected Activity(Output<T?>? output, string? source = null, int? line = null) : this(source, line) => Result = output;

    /// <inheritdoc />
    public Output<T?>? Result { get; set; }

    Output? IActivityWithResult.Result
    {
        get => Result;
        set => Result = (Output<T?>?)value;
    }
}
