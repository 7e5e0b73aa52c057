using System.Text.Json;
using System.Text.Json.Serialization;
using Elsa.Expressions.Models;
using Elsa.Workflows.Serialization;

namespace Elsa.Workflows.Models;

/// <summary>A value that goes into or comes out of an activity, and the cell that holds it meanwhile.</summary>
public abstract class Argument : IKeepsUnknown
{
    /// <summary>Creates an argument with a cell of its own.</summary>
    protected Argument() : this(new MemoryBlockReference())
    {
    }

    /// <summary>Creates an argument over a cell.</summary>
    protected Argument(MemoryBlockReference memoryBlockReference) => MemoryBlockReference = () => memoryBlockReference;

    /// <summary>Creates an argument over a cell that is found later.</summary>
    protected Argument(Func<MemoryBlockReference> memoryBlockReference) => MemoryBlockReference = memoryBlockReference;

    /// <summary>Finds the cell.</summary>
    [JsonIgnore]
    public Func<MemoryBlockReference> MemoryBlockReference { get; set; }

    IDictionary<string, JsonElement>? IKeepsUnknown.Unknown { get; set; }

    // The name by which a definition spoke of the type.
    internal string? TypeNameInDefinition { get; set; }

    // Whether a definition named the cell; a name made up by the graph is not written back.
    internal bool HasDefinedReference { get; set; }
}
