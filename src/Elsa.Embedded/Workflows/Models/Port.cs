namespace Elsa.Workflows.Models;

/// <summary>Where an activity holds a child, or where connections leave it.</summary>
public class Port
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = default!;

    /// <summary>The name that people see.</summary>
    public string? DisplayName { get; set; }

    /// <summary>What the port is for.</summary>
    public PortType Type { get; set; }

    /// <summary>Whether tools show it.</summary>
    public bool IsBrowsable { get; set; } = true;
}

/// <summary>What a port is for.</summary>
public enum PortType
{
    /// <summary>Holds a child.</summary>
    Embedded,

    /// <summary>Is an outcome: connections leave there.</summary>
    Flow,
}
