using Elsa.Expressions.Helpers;
using Elsa.Workflows.Memory;
using Elsa.Workflows.Models;
using Elsa.Workflows.Serialization;

namespace Elsa.Workflows.Management.Mappers;

/// <summary>Turns the variables of a definition into variables, and back.</summary>
public class VariableDefinitionMapper
{
    private readonly TypeAliases _aliases;

    internal VariableDefinitionMapper(TypeAliases aliases) => _aliases = aliases;

    /// <summary>The variable that a definition means.</summary>
    public Variable? Map(VariableDefinition source)
    {
        var type = _aliases.FindOrObject(source.TypeName);
        if (source.IsArray)
            type = type.MakeArrayType();
        var variable = (Variable)Activator.CreateInstance(typeof(Variable<>).MakeGenericType(type))!;
        variable.Id = string.IsNullOrEmpty(source.Id) ? Variable.DefaultId(source.Name) : source.Id;
        variable.Name = source.Name;
        variable.Value = source.Value;
        variable.TypeNameInDefinition = source.TypeName;
        variable.StorageDriverNameInDefinition = source.StorageDriverTypeName;
        variable.StorageDriverType = _aliases.Find(source.StorageDriverTypeName);
        ((IKeepsUnknown)variable).Unknown = source.Unknown;
        return variable;
    }

    /// <summary>The variables that definitions mean.</summary>
    public IEnumerable<Variable> Map(IEnumerable<VariableDefinition>? source) => source?.Where(x => x is not null).Select(x => Map(x)!) ?? [];

    /// <summary>The definition of a variable.</summary>
    public VariableDefinition Map(Variable source)
    {
        var type = source.ValueType;
        var isArray = type.IsArray && source.TypeNameInDefinition?.EndsWith("[]", StringComparison.Ordinal) != true;
        var typeName = _aliases.NameOf(isArray ? type.GetElementType()! : type, source.TypeNameInDefinition)!;

        // As recorded: where lists of the type have a name of their own, the definition has that.
        if (isArray && _aliases.Find(typeName + "[]") == type)
            (typeName, isArray) = (typeName + "[]", false);
        var value = ValueOf(source);
        return new VariableDefinition(source.Id, source.Name, typeName, isArray, value, _aliases.NameOf(source.StorageDriverType, source.StorageDriverNameInDefinition))
        {
            // A definition has a place of its own for it.
            Unknown = ((IKeepsUnknown)source).Unknown?.Where(x => x.Key != "isArray").ToDictionary(x => x.Key, x => x.Value, StringComparer.Ordinal),
        };
    }

    // As recorded: "true" comes back as "True".
    private static string? ValueOf(Variable source) =>
        source.ValueType == typeof(bool) && bool.TryParse(source.Value as string, out var flag) ? flag.ToString() : source.Value.ConvertTo<string>();

    /// <summary>The definitions of variables.</summary>
    public IEnumerable<VariableDefinition> Map(IEnumerable<Variable>? source) => source?.Select(Map) ?? [];
}
