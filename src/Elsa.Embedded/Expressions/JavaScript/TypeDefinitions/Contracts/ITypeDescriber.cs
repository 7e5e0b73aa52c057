using Elsa.Expressions.JavaScript.TypeDefinitions.Models;

namespace Elsa.Expressions.JavaScript.TypeDefinitions.Contracts;

/// <summary>Describes a .NET type for scripts.</summary>
public interface ITypeDescriber
{
    /// <summary>The declaration of the type.</summary>
    TypeDefinition DescribeType(Type type);
}
