using System.Reflection;
using Elsa.Expressions.JavaScript.Contracts;
using Elsa.Expressions.JavaScript.Extensions;
using Elsa.Expressions.JavaScript.TypeDefinitions.Contracts;
using Elsa.Expressions.JavaScript.TypeDefinitions.Models;

namespace Elsa.Expressions.JavaScript.TypeDefinitions.Services;

/// <summary>Describes the public properties of a type: what scripts here see of it.</summary>
public class TypeDescriber : ITypeDescriber
{
    private readonly ITypeAliasRegistry _aliases;

    /// <summary>Creates the service.</summary>
    public TypeDescriber(ITypeAliasRegistry typeAliasRegistry) => _aliases = typeAliasRegistry;

    /// <inheritdoc />
    public TypeDefinition DescribeType(Type type)
    {
        var name = _aliases.GetAliasOrDefault(type, type.Name);
        if (type.IsEnum)
        {
            // Scripts get the number of a choice.
            var members = Enum.GetNames(type).Select(x => new PropertyDefinition { Name = x, Type = Convert.ToInt64(Enum.Parse(type, x), null).ToString(System.Globalization.CultureInfo.InvariantCulture) });
            return new TypeDefinition { DeclarationKeyword = "enum", Name = name, Properties = members.ToList() };
        }

        var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(x => x.CanRead && x.GetIndexParameters().Length == 0);
        return new TypeDefinition
        {
            DeclarationKeyword = type.IsInterface ? "interface" : "class",
            Name = name,
            Properties = properties.Select(Describe).ToList(),
        };
    }

    private PropertyDefinition Describe(PropertyInfo property) => new()
    {
        Name = property.Name,
        Type = _aliases.GetAliasOrDefault(property.PropertyType),
        IsOptional = Nullable.GetUnderlyingType(property.PropertyType) is not null,
    };
}
