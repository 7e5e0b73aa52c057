using System.Collections;
using System.Reflection;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.UIHints.Dropdown;

/// <summary>Offers the choices that the attribute lists, or the names of an enumeration.</summary>
public class StaticDropDownOptionsProvider : IPropertyUIHandler
{
    /// <inheritdoc />
    public float Priority => -1;

    /// <inheritdoc />
    public ValueTask<IDictionary<string, object>> GetUIPropertiesAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken = default)
    {
        var properties = new Dictionary<string, object>();
        if (Items(propertyInfo) is { } items)
            properties[InputUIHints.DropDown] = new DropDownProps { SelectList = new SelectList(items) };
        return new(properties);
    }

    private static List<SelectListItem>? Items(PropertyInfo property)
    {
        if (property.GetCustomAttribute<InputAttribute>()?.Options is IEnumerable options and not string)
            return options.Cast<object>().Select(x => x as SelectListItem ?? new SelectListItem($"{x}", $"{x}")).ToList();

        var type = typeof(Input).IsAssignableFrom(property.PropertyType) ? property.PropertyType.GetGenericArguments()[0] : property.PropertyType;
        var underlying = Nullable.GetUnderlyingType(type);
        if (!(underlying ?? type).IsEnum)
            return null;

        var names = Enum.GetNames(underlying ?? type).Select(x => new SelectListItem(x, x));
        return (underlying is null ? names : names.Prepend(new SelectListItem("-", ""))).ToList();
    }
}
