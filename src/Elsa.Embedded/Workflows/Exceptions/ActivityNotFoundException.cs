namespace Elsa.Workflows.Exceptions;

/// <summary>A definition uses an activity type that this host does not have.</summary>
public class ActivityNotFoundException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ActivityNotFoundException(string missingTypeName) : this(missingTypeName, 1)
    {
    }

    /// <summary>Creates the exception.</summary>
    public ActivityNotFoundException(string missingTypeName, int missingTypeVersion)
        : base($"The activity type '{missingTypeName}', version {missingTypeVersion}, is not known here. Add the package that has it, or replace the activity.")
    {
        MissingTypeName = missingTypeName;
        MissingTypeVersion = missingTypeVersion;
    }

    /// <summary>The type.</summary>
    public string MissingTypeName { get; }

    /// <summary>The version of the type.</summary>
    public int MissingTypeVersion { get; }
}
