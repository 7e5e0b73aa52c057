using System.Diagnostics;
using System.Text.Json.Serialization;

namespace Elsa.Workflows.Models;

/// <summary>Describes a type of activities.</summary>
[DebuggerDisplay("{TypeName}")]
public class ActivityDescriptor
{
    /// <summary>The name of the type.</summary>
    public string TypeName { get; set; } = default!;

    /// <summary>The class behind it.</summary>
    public Type ClrType { get; set; } = default!;

    /// <summary>The first part of the type name.</summary>
    public string Namespace { get; set; } = default!;

    /// <summary>The last part of the type name.</summary>
    public string Name { get; set; } = default!;

    /// <summary>The version of the type.</summary>
    public int Version { get; set; }

    /// <summary>The group in which tools show it.</summary>
    public string Category { get; set; } = default!;

    /// <summary>The name that people see.</summary>
    public string? DisplayName { get; set; }

    /// <summary>What it does, in a sentence.</summary>
    public string? Description { get; set; }

    /// <summary>What goes in.</summary>
    public ICollection<InputDescriptor> Inputs { get; init; } = new List<InputDescriptor>();

    /// <summary>What comes out.</summary>
    public ICollection<OutputDescriptor> Outputs { get; init; } = new List<OutputDescriptor>();

    /// <summary>Where children are held, and where connections leave.</summary>
    public ICollection<Port> Ports { get; set; } = new List<Port>();

    /// <summary>The attributes of the class.</summary>
    [JsonIgnore]
    public ICollection<Attribute> Attributes { get; set; } = new List<Attribute>();

    /// <summary>What it is good for.</summary>
    public ActivityKind Kind { get; set; }

    /// <summary>Whether it runs in the background unless told otherwise.</summary>
    public bool RunAsynchronously { get; set; }

    /// <summary>What else there is to know.</summary>
    public IDictionary<string, object> CustomProperties { get; set; } = new Dictionary<string, object>();

    /// <summary>What an activity of this type needs to be made.</summary>
    public IDictionary<string, object> ConstructionProperties { get; set; } = new Dictionary<string, object>();

    /// <summary>Whether it holds a list of activities.</summary>
    public bool IsContainer { get; set; }

    /// <summary>Whether tools offer it.</summary>
    public bool IsBrowsable { get; set; } = true;

    /// <summary>Whether a flowchart starts there.</summary>
    public bool IsStart { get; set; }

    /// <summary>Whether a flowchart ends there.</summary>
    public bool IsTerminal { get; set; }

    /// <summary>The tenant that owns the type.</summary>
    public string? TenantId { get; set; }

    // Masking asks for each input of each execution.
    internal IReadOnlyList<InputDescriptor> InputList => _inputList ??= Inputs as IReadOnlyList<InputDescriptor> ?? Inputs.ToList();
    private IReadOnlyList<InputDescriptor>? _inputList;
}
