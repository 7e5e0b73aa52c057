using System.Reflection;
using System.Text.Json.Serialization;

namespace Elsa.Workflows.Models;

/// <summary>Describes an input or output of a type of activities.</summary>
public abstract class PropertyDescriptor
{
    /// <summary>The name.</summary>
    public string Name { get; set; } = default!;

    /// <summary>The type of the value.</summary>
    [JsonPropertyName("typeName")]
    public Type Type { get; set; } = default!;

    /// <summary>The name that people see.</summary>
    public string? DisplayName { get; set; }

    /// <summary>What it is, in a sentence.</summary>
    public string? Description { get; set; }

    /// <summary>The place among the others.</summary>
    public float Order { get; set; }

    /// <summary>Whether tools show it.</summary>
    public bool? IsBrowsable { get; set; }

    /// <summary>Whether the value is kept in the journal.</summary>
    public bool? IsSerializable { get; set; }

    /// <summary>Whether the class has no such property: the value lives among the synthetic ones.</summary>
    public bool IsSynthetic { get; set; }

    /// <summary>Reads the property of an activity.</summary>
    [JsonIgnore]
    public Func<IActivity, object?> ValueGetter { get; set; } = default!;

    /// <summary>Writes the property of an activity.</summary>
    [JsonIgnore]
    public Action<IActivity, object?> ValueSetter { get; set; } = default!;

    /// <summary>The property of the class.</summary>
    [JsonIgnore]
    public PropertyInfo? PropertyInfo { get; set; }
}

/// <summary>Describes an output.</summary>
public class OutputDescriptor : PropertyDescriptor;

/// <summary>Describes an input.</summary>
public class InputDescriptor : PropertyDescriptor
{
    /// <summary>Whether the value comes from an expression.</summary>
    public bool IsWrapped { get; set; }

    /// <summary>The editor; see <see cref="UIHints.InputUIHints"/>.</summary>
    public string UIHint { get; set; } = default!;

    /// <summary>The group in which tools show it.</summary>
    public string? Category { get; set; }

    /// <summary>The value where none is given.</summary>
    public object? DefaultValue { get; set; }

    /// <summary>The syntax that the editor starts with.</summary>
    public string? DefaultSyntax { get; set; }

    /// <summary>Whether people only see the value.</summary>
    public bool? IsReadOnly { get; set; }

    /// <summary>Whether the value may be secret: it then never reaches the journal.</summary>
    public bool IsSensitive { get; set; }

    /// <summary>Whether the engine evaluates the input before the activity is executed.</summary>
    public bool AutoEvaluate { get; set; } = true;

    /// <summary>A type that evaluates the input in place of the engine.</summary>
    public Type? EvaluatorType { get; set; }

    /// <summary>The driver that stores the value.</summary>
    public Type? StorageDriverType { get; set; }

    /// <summary>Settings of the editor.</summary>
    public IDictionary<string, object>? UISpecifications { get; set; }
}
