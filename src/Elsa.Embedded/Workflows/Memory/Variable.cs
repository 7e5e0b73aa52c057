using System.Text.Json;
using Elsa.Expressions.Exceptions;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;
using Elsa.Workflows.Serialization;

namespace Elsa.Workflows.Memory;

/// <summary>A named cell that lives as long as the activity that declares it.</summary>
public class Variable : MemoryBlockReference, IKeepsUnknown
{
    /// <summary>Creates a variable without a name.</summary>
    public Variable()
    {
    }

    /// <summary>Creates a variable.</summary>
    public Variable(string name) : this(name, null)
    {
    }

    /// <summary>Creates a variable with an initial value.</summary>
    public Variable(string name, object? value = null) : this(name, value, null)
    {
    }

    /// <summary>Creates a variable with an initial value and an id.</summary>
    public Variable(string name, object? value = null, string? id = null)
    {
        Name = name;
        Value = value;
        Id = id ?? DefaultId(name);
    }

    /// <summary>The name by which expressions know it.</summary>
    public string Name { get; set; } = default!;

    /// <summary>The initial value.</summary>
    public object? Value { get; set; }

    /// <summary>The driver that stores it; null means that it lives in memory only.</summary>
    public Type? StorageDriverType { get; set; }

    IDictionary<string, JsonElement>? IKeepsUnknown.Unknown { get; set; }

    internal virtual Type ValueType => typeof(object);

    // The names by which a definition spoke of type and driver, where they mean nothing here.
    internal string? TypeNameInDefinition { get; set; }
    internal string? StorageDriverNameInDefinition { get; set; }

    /// <inheritdoc />
    public override MemoryBlock Declare()
    {
        try
        {
            return new MemoryBlock(Value.ConvertTo(ValueType), new VariableBlockMetadata(this, StorageDriverType, false));
        }
        catch (TypeConversionException e)
        {
            throw new InvalidOperationException($"The initial value of the variable '{Name}' does not fit its type: {e.Message}", e);
        }
    }

    internal static string DefaultId(string name) => string.IsNullOrEmpty(name) ? "" : char.ToLowerInvariant(name[0]) + name[1..] + "Variable";
}

/// <summary>What a cell knows about the variable that it stands for.</summary>
/// <param name="Variable">The variable.</param>
/// <param name="StorageDriverType">The driver that stores it.</param>
/// <param name="IsInitialized">Whether a stored value was read.</param>
public record VariableBlockMetadata(Variable Variable, Type? StorageDriverType, bool IsInitialized);
