using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Dynamic;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elsa.Expressions.Contracts;
using Elsa.Expressions.Options;
using Microsoft.Extensions.Options;

namespace Elsa.Expressions.Services;

/// <summary>Knows the short names of the usual types, and those that the host added.</summary>
public class WellKnownTypeRegistry : IWellKnownTypeRegistry
{
    private readonly ConcurrentDictionary<string, Type> _types = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<Type, string> _aliases = new();

    /// <summary>Creates a registry with the usual names only.</summary>
    public WellKnownTypeRegistry()
    {
        foreach (var type in new[]
                 {
                     typeof(object), typeof(string), typeof(bool), typeof(short), typeof(int), typeof(float), typeof(double), typeof(decimal), typeof(byte),
                     typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Uri), typeof(Stream),
                     typeof(JsonElement), typeof(JsonNode), typeof(JsonObject), typeof(JsonArray),
                 })
            RegisterType(type, type.Name);

        RegisterType(typeof(long), "Long");
        RegisterType(typeof(byte[]), "ByteArray");
        RegisterType(typeof(ExpandoObject), "JSON");
        RegisterType(typeof(IDictionary<string, string>), "StringDictionary");
        RegisterType(typeof(IDictionary<string, object>), "ObjectDictionary");
        RegisterType(typeof(Workflows.Activities.Flowchart.Models.FlowJoinMode), nameof(Workflows.Activities.Flowchart.Models.FlowJoinMode));
        _types["Int64"] = typeof(long);
        _types["ExpandoObject"] = typeof(ExpandoObject);
    }

    /// <summary>Creates a registry with the usual names and those of the options.</summary>
    public WellKnownTypeRegistry(IOptions<ExpressionOptions> expressionOptions) : this()
    {
        foreach (var (alias, type) in expressionOptions.Value.AliasTypeDictionary)
            RegisterType(type, alias);
    }

    /// <summary>A registry with the usual names only.</summary>
    public static IWellKnownTypeRegistry CreateDefault() => new WellKnownTypeRegistry();

    /// <inheritdoc />
    public void RegisterType(Type type, string alias)
    {
        _types[alias] = type;
        _aliases[type] = alias;
    }

    /// <inheritdoc />
    public bool TryGetAlias(Type type, [NotNullWhen(true)] out string? alias)
    {
        if (_aliases.TryGetValue(type, out alias))
            return true;

        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return TryGetAlias(underlying, out alias);

        if (type.IsArray && TryGetAlias(type.GetElementType()!, out var item))
        {
            alias = item + "[]";
            return true;
        }

        if (IsList(type) && TryGetAlias(type.GetGenericArguments()[0], out item))
        {
            alias = $"List<{item}>";
            return true;
        }

        alias = null;
        return false;
    }

    /// <inheritdoc />
    public bool TryGetType(string alias, [NotNullWhen(true)] out Type? type)
    {
        if (_types.TryGetValue(alias, out type))
            return true;

        if (alias.EndsWith("[]", StringComparison.Ordinal) && TryGetType(alias[..^2], out var item))
            type = item.MakeArrayType();
        else if (alias.StartsWith("List<", StringComparison.OrdinalIgnoreCase) && alias.EndsWith('>') && TryGetType(alias[5..^1], out item))
            type = typeof(List<>).MakeGenericType(item);

        return type is not null;
    }

    /// <inheritdoc />
    public IEnumerable<Type> ListTypes() => _aliases.Keys;

    private static bool IsList(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is var definition &&
        (definition == typeof(ICollection<>) || definition == typeof(IList<>) || definition == typeof(List<>) || definition == typeof(IEnumerable<>));
}
