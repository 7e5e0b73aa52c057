namespace Elsa.Workflows.Attributes;

/// <summary>Marks a property as an output and says how tools show it.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method | AttributeTargets.Property | AttributeTargets.ReturnValue)]
public class OutputAttribute : Attribute
{
    /// <summary>The name; that of the property if not given.</summary>
    public string? Name { get; set; }

    /// <summary>The name that people see.</summary>
    public string? DisplayName { get; set; }

    /// <summary>What comes out, in a sentence.</summary>
    public string? Description { get; set; }

    /// <summary>Whether tools show the output.</summary>
    public bool IsBrowsable { get; set; } = true;

    /// <summary>Whether the value is kept in the journal.</summary>
    public bool IsSerializable { get; set; } = true;
}
