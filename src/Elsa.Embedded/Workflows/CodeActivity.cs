using Elsa.Expressions.Models;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;

namespace Elsa.Workflows;

/// <summary>Base of activities that are complete when their code is.</summary>
public abstract class CodeActivity : Activity
{
    /// <summary>Creates an activity whose type name follows from the class.</summary>
    protected CodeActivity(string? source = null, int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates an activity with the given type name.</summary>
    protected CodeActivity(string activityType, int version = 1, string? source = null, int? line = null) : base(activityType, version, source, line)
    {
    }

    internal override bool CompletesItself => false;
}

/// <summary>Base of activities that yield a value and are complete when their code is.</summary>
public abstract class CodeActivity<T> : CodeActivity, IActivityWithResult<T>
{
    /// <summary>Creates an activity whose type name follows from the class.</summary>
    protected CodeActivity(string? source = null, int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates an activity with the given type name.</summary>
    protected CodeActivity(string activityType, int version = 1, string? source = null, int? line = null) : base(activityType, version, source, line)
    {
    }

    /// <summary>Creates an activity whose value goes into a variable.</summary>
    protected CodeActivity(MemoryBlockReference? output, string? source = null, int? line = null) : this(source, line)
    {
        if (output is not null)
            Result = new Output<T?>(output);
    }

    /// <summary>Creates an activity with an output.</summary>
    protected CodeActivity(Output<T?>? output, string? source = null, int? line = null) : this(source, line) => Result = output;

    /// <inheritdoc />
    [Output]
    public Output<T?>? Result { get; set; }

    Output? IActivityWithResult.Result
    {
        get => Result;
        set => Result = (Output<T?>?)value;
    }
}
