using System.Text.Json;
using Elsa.Workflows.Serialization;

namespace Elsa.Workflows.Models;

/// <summary>A value that goes into or comes out of a workflow.</summary>
public abstract class ArgumentDefinition : IKeepsUnknown, INamesTypes
{
    /// <summary>The type of the value.</summary>
    public Type Type { get; set; } = typeof(object);

    /// <summary>The name.</summary>
    public string Name { get; set; } = default!;

    /// <summary>The name that people see.</summary>
    public string DisplayName { get; set; } = default!;

    /// <summary>What it is, in a sentence.</summary>
    public string Description { get; set; } = default!;

    /// <summary>The group in which tools show it.</summary>
    public string Category { get; set; } = default!;

    IDictionary<string, JsonElement>? IKeepsUnknown.Unknown { get; set; }

    Dictionary<string, string> INamesTypes.TypeNames { get; } = [];
}

/// <summary>A value that goes into a workflow.</summary>
public class InputDefinition : ArgumentDefinition
{
    /// <summary>The editor; see <see cref="UIHints.InputUIHints"/>.</summary>
    public string UIHint { get; set; } = default!;

    /// <summary>The driver that stores the value.</summary>
    public Type? StorageDriverType { get; set; }
}

/// <summary>A value that comes out of a workflow.</summary>
public class OutputDefinition : ArgumentDefinition;
