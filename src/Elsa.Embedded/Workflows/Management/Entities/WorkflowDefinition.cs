using System.Text.Json;
using Elsa.Common.Entities;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Elsa.Workflows.Serialization;

namespace Elsa.Workflows.Management.Entities;

/// <summary>A version of a definition as it is stored.</summary>
public class WorkflowDefinition : VersionedEntity, IKeepsUnknown
{
    /// <summary>The definition, the same for all its versions.</summary>
    public string DefinitionId { get; set; } = default!;

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>What it does.</summary>
    public string? Description { get; set; }

    /// <summary>The version of the engine that made it.</summary>
    public Version? ToolVersion { get; set; }

    /// <summary>How it behaves.</summary>
    public WorkflowOptions Options { get; set; } = new();

    /// <summary>Its variables.</summary>
    public ICollection<Variable> Variables { get; set; } = new List<Variable>();

    /// <summary>What goes in.</summary>
    public ICollection<InputDefinition> Inputs { get; set; } = new List<InputDefinition>();

    /// <summary>What comes out.</summary>
    public ICollection<OutputDefinition> Outputs { get; set; } = new List<OutputDefinition>();

    /// <summary>The outcomes that it can have as an activity.</summary>
    public ICollection<string> Outcomes { get; set; } = new List<string>();

    /// <summary>What else tools keep with it.</summary>
    public IDictionary<string, object> CustomProperties { get; set; } = new Dictionary<string, object>();

    /// <summary>Who provides it; null if people made it here.</summary>
    public string? ProviderName { get; set; }

    /// <summary>What turns it into a workflow.</summary>
    public string MaterializerName { get; set; } = Materializers.JsonWorkflowMaterializer.MaterializerName;

    /// <summary>What the materializer needs to know.</summary>
    public string? MaterializerContext { get; set; }

    /// <summary>What the materializer reads: JSON of the root activity.</summary>
    public string? StringData { get; set; }

    /// <summary>The text that it was read from, byte for byte, where a provider keeps it.</summary>
    public string? OriginalSource { get; set; }

    /// <summary>What the materializer reads where it reads no text.</summary>
    public byte[]? BinaryData { get; set; }

    /// <summary>Whether operators may not change it.</summary>
    public bool IsReadonly { get; set; }

    /// <summary>Whether it belongs to the engine itself.</summary>
    public bool IsSystem { get; set; }

    /// <summary>Another number after each save, whoever saved: tells whether a version is still as it was read.</summary>
    internal long Revision { get; set; }

    IDictionary<string, JsonElement>? IKeepsUnknown.Unknown { get; set; }

    /// <summary>Copies the version; what it holds is shared.</summary>
    public WorkflowDefinition ShallowClone() => (WorkflowDefinition)MemberwiseClone();
}
