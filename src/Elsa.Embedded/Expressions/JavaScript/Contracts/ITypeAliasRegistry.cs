using System.Diagnostics.CodeAnalysis;

namespace Elsa.Expressions.JavaScript.Contracts;

/// <summary>Knows the names by which scripts and editors call .NET types.</summary>
public interface ITypeAliasRegistry
{
    /// <summary>Gives a type a name.</summary>
    void RegisterType(Type type, string alias);

    /// <summary>Finds the name of a type.</summary>
    bool TryGetAlias(Type type, [NotNullWhen(true)] out string? alias);
}
