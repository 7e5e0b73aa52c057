using Elsa.Expressions.JavaScript.Contracts;

namespace Elsa.Expressions.JavaScript.Extensions;

/// <summary>Shorter ways to use the registry.</summary>
public static class TypeAliasRegistryExtensions
{
    /// <summary>The name of a type, or the given one; <c>any</c> without one.</summary>
    public static string GetAliasOrDefault(this ITypeAliasRegistry registry, Type type, string? defaultName = null) =>
        registry.TryGetAlias(type, out var alias) ? alias : defaultName ?? "any";

    /// <summary>Gives a type a name.</summary>
    public static void RegisterType<T>(this ITypeAliasRegistry registry, string alias) => registry.RegisterType(typeof(T), alias);
}
