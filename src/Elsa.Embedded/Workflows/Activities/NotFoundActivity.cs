using System.ComponentModel;
using System.Runtime.CompilerServices;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Exceptions;

namespace Elsa.Workflows.Activities;

/// <summary>Stands for an activity whose type this host does not have: it keeps the JSON, and faults when it is executed.</summary>
[Browsable(false)]
[Activity("Elsa", "System", "A placeholder activity that will be used in case a workflow definition references an activity type that cannot be found.")]
public class NotFoundActivity : CodeActivity
{
    /// <summary>Creates the activity.</summary>
    public NotFoundActivity([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : base(source, line)
    {
    }

    /// <summary>Creates the activity for a type.</summary>
    public NotFoundActivity(string missingTypeName, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) : this(source, line) => MissingTypeName = missingTypeName;

    /// <summary>The type that is missing.</summary>
    public string MissingTypeName { get; set; } = default!;

    /// <summary>The version that is missing.</summary>
    public int MissingTypeVersion { get; set; }

    /// <summary>The activity as the definition wrote it.</summary>
    public string OriginalActivityJson { get; set; } = default!;

    /// <inheritdoc />
    protected override void Execute(ActivityExecutionContext context) => throw new ActivityNotFoundException(MissingTypeName, MissingTypeVersion);
}
