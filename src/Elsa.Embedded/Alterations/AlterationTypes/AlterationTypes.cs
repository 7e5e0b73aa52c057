using Elsa.Alterations.Core.Abstractions;

namespace Elsa.Alterations.AlterationTypes;

/// <summary>Ends the instance as cancelled.</summary>
public class Cancel : AlterationBase;

/// <summary>Ends an execution, or all of an activity, as cancelled.</summary>
public class CancelActivity : AlterationBase
{
    /// <summary>The execution.</summary>
    public string? ActivityInstanceId { get; set; }

    /// <summary>The activity, unless an execution is named.</summary>
    public string? ActivityId { get; set; }
}

/// <summary>Has the instance go on in another version of its definition, which must have every activity that is under way.</summary>
public class Migrate : AlterationBase
{
    /// <summary>The number of the version.</summary>
    public int TargetVersion { get; set; }
}

/// <summary>Sets a variable.</summary>
public class ModifyVariable : AlterationBase
{
    /// <summary>The variable.</summary>
    public string VariableId { get; set; } = default!;

    /// <summary>The value; it is converted to the type of the variable.</summary>
    public object? Value { get; set; }
}

/// <summary>Schedules an execution that is there, or an activity anew. One that is faulted is tried again, and the instance with it is no longer faulted.</summary>
public class ScheduleActivity : AlterationBase
{
    /// <summary>The execution.</summary>
    public string? ActivityInstanceId { get; set; }

    /// <summary>The activity, unless an execution is named.</summary>
    public string? ActivityId { get; set; }
}
