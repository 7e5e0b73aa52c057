using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Elsa.Expressions.JavaScript.Contracts;

namespace Elsa.Expressions.JavaScript.Services;

/// <summary>Knows the names of the usual types, and of those that were added.</summary>
public class TypeAliasRegistry : ITypeAliasRegistry
{
    private readonly ConcurrentDictionary<Type, string> _aliases = new();

    /// <summary>Creates a registry of the usual types.</summary>
    public TypeAliasRegistry()
    {
        foreach (var type in new[]
                 {
                     typeof(object), typeof(string), typeof(bool), typeof(short), typeof(int), typeof(long), typeof(float), typeof(double), typeof(decimal), typeof(Guid), typeof(DateTime),
                     typeof(DateTimeOffset), typeof(TimeSpan), typeof(byte[]), typeof(Stream),
                 })
            RegisterType(type, type.Name);
    }

    /// <inheritdoc />
    public void RegisterType(Type type, string alias) => _aliases[type] = alias;

    /// <inheritdoc />
    public bool TryGetAlias(Type type, [NotNullWhen(true)] out string? alias) => _aliases.TryGetValue(Nullable.GetUnderlyingType(type) ?? type, out alias);
}
