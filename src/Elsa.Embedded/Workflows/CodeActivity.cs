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

/// <summary>A code activity that puts out a value of any type.</summary>
public abstract class CodeActivityWithResult : CodeActivity
{
    /// <summary>Creates the activity; the type name comes from the class.</summary>
    protected CodeActivityWithResult(string? source = null, int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates the activity with a type name of its own.</summary>
    protected CodeActivityWithResult(string activityType, int version = 1, string? source = null, int? line = null) : base(activityType, version, source, line)
    {
    }

    /// <summary>Creates the activity; the value goes into a variable.</summary>
    protected CodeActivityWithResult(MemoryBlockReference? output, string? source = null, int? line = null) : this(source, line)
    {
        if (output is not null)
            Result = new Output(output);
    }

    /// <summary>Creates the activity; the value goes where the output says.</summary>
    protected CodeActivityWithResult(Output? output, string? source = null, int? line = null) : this(source, line) => Result = output;

    /// <summary>The value.</summary>
    public Output? Result { get; set; }
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
