namespace Elsa.Expressions.JavaScript.TypeDefinitions.Models;

/// <summary>The declaration of a function or method.</summary>
public class FunctionDefinition
{
    /// <summary>Creates an empty declaration.</summary>
    public FunctionDefinition()
    {
    }

    /// <summary>Creates the declaration of a function without a value.</summary>
    public FunctionDefinition(string name, IEnumerable<ParameterDefinition> parameters) : this(name, null, parameters)
    {
    }

    /// <summary>Creates the declaration of a function.</summary>
    public FunctionDefinition(string name, string? returnType, IEnumerable<ParameterDefinition> parameters)
    {
        Name = name;
        ReturnType = returnType;
        Parameters = parameters.ToList();
    }

    /// <summary>The name.</summary>
    public string Name { get; set; } = default!;

    /// <summary>The parameters.</summary>
    public ICollection<ParameterDefinition> Parameters { get; set; } = [];

    /// <summary>The type of the value; null for none.</summary>
    public string? ReturnType { get; set; }
}
