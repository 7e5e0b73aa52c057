using System.Text.Json;
using System.Text.Json.Serialization;
using Elsa.Workflows.Serialization;

namespace Elsa.Workflows.Models;

/// <summary>A value that goes into or comes out of a workflow.</summary>
public abstract class ArgumentDefinition : IKeepsUnknown, INamesTypes, IJsonOnDeserialized
{
    private const string IsArray = "isArray";

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

    bool INamesTypes.NamesElements => Type is { IsArray: true } && Unknown?.ContainsKey(IsArray) == true;

    private IDictionary<string, JsonElement>? Unknown => ((IKeepsUnknown)this).Unknown;

    // Tools say "String" and that it is an array: the value is a list then. As recorded, what says that it is none is not written back.
    void IJsonOnDeserialized.OnDeserialized()
    {
        if (Unknown is null || !Unknown.TryGetValue(IsArray, out var isArray))
            return;
        if (isArray.ValueKind == JsonValueKind.False)
            Unknown.Remove(IsArray);
        else if (isArray.ValueKind == JsonValueKind.True && Type is { IsArray: false })
            Type = Type.MakeArrayType();
    }
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
