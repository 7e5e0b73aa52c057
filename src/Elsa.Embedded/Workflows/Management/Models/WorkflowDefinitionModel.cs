using System.Text.Json;
using Elsa.Workflows.Models;
using Elsa.Workflows.Serialization;

namespace Elsa.Workflows.Management.Models;

/// <summary>A version of a definition as files and the API hold it.</summary>
public class WorkflowDefinitionModel : IKeepsUnknown
{
    /// <summary>The identity of the version.</summary>
    public string Id { get; set; } = default!;

    /// <summary>The definition.</summary>
    public string DefinitionId { get; set; } = default!;

    /// <summary>The tenant that owns it.</summary>
    public string? TenantId { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>What it does.</summary>
    public string? Description { get; set; }

    /// <summary>When the version was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The number of the version.</summary>
    public int Version { get; set; }

    /// <summary>The version of the engine that made it.</summary>
    public Version? ToolVersion { get; set; }

    /// <summary>Its variables.</summary>
    public ICollection<VariableDefinition>? Variables { get; set; }

    /// <summary>What goes in.</summary>
    public ICollection<InputDefinition>? Inputs { get; set; }

    /// <summary>What comes out.</summary>
    public ICollection<OutputDefinition>? Outputs { get; set; }

    /// <summary>The outcomes that it can have as an activity.</summary>
    public ICollection<string>? Outcomes { get; set; }

    /// <summary>What else tools keep with it.</summary>
    public IDictionary<string, object>? CustomProperties { get; set; }

    /// <summary>Whether operators may not change it.</summary>
    public bool IsReadonly { get; set; }

    /// <summary>Whether it belongs to the engine itself.</summary>
    public bool IsSystem { get; set; }

    /// <summary>Whether there is no later version.</summary>
    public bool IsLatest { get; set; }

    /// <summary>Whether it is in use.</summary>
    public bool IsPublished { get; set; }

    /// <summary>How it behaves.</summary>
    public WorkflowOptions? Options { get; set; }

    /// <summary>What it executes.</summary>
    public IActivity? Root { get; set; }

    IDictionary<string, JsonElement>? IKeepsUnknown.Unknown { get; set; }
}
