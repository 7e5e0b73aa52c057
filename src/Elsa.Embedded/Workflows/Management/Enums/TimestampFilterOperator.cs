namespace Elsa.Workflows.Management.Enums;

/// <summary>Comparisons of instants.</summary>
public enum TimestampFilterOperator
{
    /// <summary>The same instant.</summary>
    Is = 0,

    /// <summary>Another instant.</summary>
    IsNot = 1,

    /// <summary>Before.</summary>
    LessThan = 2,

    /// <summary>After.</summary>
    GreaterThan = 3,

    /// <summary>Not after.</summary>
    LessThanOrEqual = 4,

    /// <summary>Not before.</summary>
    GreaterThanOrEqual = 5,
}
