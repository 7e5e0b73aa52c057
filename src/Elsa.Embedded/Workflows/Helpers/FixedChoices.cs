using System.Collections;
using System.Reflection;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Helpers;

/// <summary>What an input itself says about the values that it takes.</summary>
internal static class FixedChoices
{
    /// <summary>The choices that the attribute lists, or the values of an enumeration by name; null if there are neither.</summary>
    public static IEnumerable<object>? Of(PropertyInfo property)
    {
        if (property.GetCustomAttribute<InputAttribute>()?.Options is IEnumerable options and not string)
            return options.Cast<object>();
        // A value with several names is listed as often as it has names, under the same one, as recorded.
        return EnumOf(property) is { } type ? Enum.GetValues(type).Cast<object>().Select(x => x.ToString()!) : null;
    }

    /// <summary>Whether the input need not have any of them.</summary>
    public static bool AreOptional(PropertyInfo property) => Nullable.GetUnderlyingType(ValueTypeOf(property)) is not null;

    /// <summary>Whether any number of them may be chosen together.</summary>
    public static bool AreFlags(PropertyInfo property) => EnumOf(property)?.GetCustomAttribute<FlagsAttribute>() is not null;

    /// <summary>The type of the value that the input takes.</summary>
    public static Type ValueTypeOf(PropertyInfo property) =>
        typeof(Input).IsAssignableFrom(property.PropertyType) && property.PropertyType.IsGenericType ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType;

    private static Type? EnumOf(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(ValueTypeOf(property)) ?? ValueTypeOf(property);
        return type.IsEnum ? type : null;
    }
}
