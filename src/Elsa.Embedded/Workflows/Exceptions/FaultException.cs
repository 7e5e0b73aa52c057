namespace Elsa.Workflows.Exceptions;

/// <summary>A workflow said that it failed.</summary>
public class FaultException : Exception
{
    /// <summary>Creates the exception.</summary>
    public FaultException(string code, string category, string type, string? message) : base(message)
    {
        Code = code;
        Category = category;
        Type = type;
    }

    /// <summary>What failed, for machines.</summary>
    public string Code { get; }

    /// <summary>The area in which it failed.</summary>
    public string Category { get; }

    /// <summary>The kind of fault: System, Business, Integration.</summary>
    public string Type { get; }
}
