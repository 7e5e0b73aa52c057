using System.Diagnostics.CodeAnalysis;
using Elsa.Expressions.Contracts;
using Elsa.Workflows.IncidentStrategies;
using Elsa.Workflows.Services;

namespace Elsa.Workflows.Serialization;

/// <summary>Turns short names into types and back. Only registered names are ever turned into types.</summary>
internal sealed class TypeAliases
{
    private const string Unregistered = "UnregisteredClrType:";
    private readonly IWellKnownTypeRegistry _types;

    public TypeAliases(IWellKnownTypeRegistry types)
    {
        _types = types;
        foreach (var type in new[] { typeof(FaultStrategy), typeof(ContinueWithIncidentsStrategy), typeof(WorkflowInstanceStorageDriver), typeof(WorkflowStorageDriver), typeof(MemoryStorageDriver) })
            types.RegisterType(type, type.Name);
    }

    public bool TryFind(string? alias, [NotNullWhen(true)] out Type? type)
    {
        type = null;
        if (alias is null)
            return false;
        if (_types.TryGetType(alias, out type))
            return true;

        // The long form, with the assembly, means the same; but it opens no way to types that nobody registered.
        var comma = alias.IndexOf(',', StringComparison.Ordinal);
        type = comma < 0 ? null : _types.ListTypes().FirstOrDefault(x => string.Equals(x.FullName, alias[..comma].Trim(), StringComparison.Ordinal));
        return type is not null;
    }

    public Type? Find(string? alias) => TryFind(alias, out var type) ? type : null;

    public Type FindOrObject(string? alias) => Find(alias) ?? typeof(object);

    public string? NameOf(Type? type, string? nameInDefinition = null)
    {
        // The name that was read stands as long as it still means the same.
        if (nameInDefinition is not null)
        {
            var meant = Find(nameInDefinition);

            // As recorded: the long form is read, and from then on it is the short one.
            if (meant is not null && meant == type && IsLong(nameInDefinition) && NameOfRegistered(meant) is { } shortName)
                return shortName;
            if (meant == type || (meant is null && (type is null || type == typeof(object))))
                return nameInDefinition;
        }

        if (type is null)
            return null;
        return _types.TryGetAlias(type, out var alias) ? alias : $"{Unregistered}{type.FullName}, {type.Assembly.GetName().Name}";
    }

    public string? NameOfRegistered(Type type) => _types.TryGetAlias(type, out var alias) ? alias : null;

    // The type of an argument is fixed by the activity; the name in the definition is only repeated. As recorded, an editor that does not know it says Object, and is corrected.
    public string NameOfArgument(Type type, string? nameInDefinition)
    {
        if (nameInDefinition is null)
            return NameOf(type)!;
        return type != typeof(object) && Find(nameInDefinition) == typeof(object) ? NameOfRegistered(type) ?? nameInDefinition : nameInDefinition;
    }

    private static bool IsLong(string name) => name.Contains(',', StringComparison.Ordinal) && !name.Contains('<', StringComparison.Ordinal);
}
