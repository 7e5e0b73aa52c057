namespace Elsa.Workflows.Attributes;

/// <summary>Marks a property as an input and says how tools show it.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public class InputAttribute : Attribute
{
    /// <summary>The name; that of the property if not given.</summary>
    public string? Name { get; set; }

    /// <summary>The name that people see.</summary>
    public string? DisplayName { get; set; }

    /// <summary>What to enter, in a sentence.</summary>
    public string? Description { get; set; }

    /// <summary>The group in which tools show it.</summary>
    public string? Category { get; set; }

    /// <summary>The editor; see <see cref="UIHints.InputUIHints"/>.</summary>
    public string? UIHint { get; set; }

    /// <summary>The choices, or other settings, of the editor.</summary>
    public object? Options { get; set; }

    /// <summary>The place among the inputs.</summary>
    public float Order { get; set; }

    /// <summary>The value where none is given.</summary>
    public object? DefaultValue { get; set; }

    /// <summary>A type that provides the default value.</summary>
    public Type? DefaultValueProvider { get; set; }

    /// <summary>The syntax that the editor starts with.</summary>
    public string? DefaultSyntax { get; set; }

    /// <summary>The syntaxes that the editor offers.</summary>
    public string[]? SupportedSyntaxes { get; set; }

    /// <summary>Whether people only see the value.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>Whether tools show the input.</summary>
    public bool IsBrowsable { get; set; } = true;

    /// <summary>Whether the value is kept in the journal.</summary>
    public bool IsSerializable { get; set; } = true;

    /// <summary>Whether the value may be secret: it then never reaches the journal.</summary>
    public bool CanContainSecrets { get; set; }

    /// <summary>Whether the engine evaluates the input before the activity is executed.</summary>
    public bool AutoEvaluate { get; set; } = true;

    /// <summary>A type that evaluates the input in place of the engine.</summary>
    public Type? EvaluatorType { get; set; }

    /// <summary>A type that gives the editor its settings.</summary>
    public Type? UIHandler { get; set; }

    /// <summary>Types that give the editor its settings.</summary>
    public Type[]? UIHandlers { get; set; }
}
