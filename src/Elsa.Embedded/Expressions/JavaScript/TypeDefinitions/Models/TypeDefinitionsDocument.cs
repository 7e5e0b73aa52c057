namespace Elsa.Expressions.JavaScript.TypeDefinitions.Models;

/// <summary>All declarations for one workflow.</summary>
public sealed class TypeDefinitionsDocument
{
    /// <summary>The functions.</summary>
    public ICollection<FunctionDefinition> Functions { get; set; } = [];

    /// <summary>The types.</summary>
    public ICollection<TypeDefinition> Types { get; set; } = [];

    /// <summary>The globals.</summary>
    public ICollection<VariableDefinition> Variables { get; set; } = [];
}
