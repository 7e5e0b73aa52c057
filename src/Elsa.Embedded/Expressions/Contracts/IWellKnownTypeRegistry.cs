using System.Diagnostics.CodeAnalysis;

namespace Elsa.Expressions.Contracts;

/// <summary>The short names by which definitions speak of types; only these are ever turned into types.</summary>
public interface IWellKnownTypeRegistry
{
    /// <summary>Gives a type a short name.</summary>
    void RegisterType(Type type, string alias);

    /// <summary>The short name of a type.</summary>
    bool TryGetAlias(Type type, [NotNullWhen(true)] out string? alias);

    /// <summary>The type with the short name.</summary>
    bool TryGetType(string alias, [NotNullWhen(true)] out Type? type);

    /// <summary>All types that have a short name.</summary>
    IEnumerable<Type> ListTypes();
}
