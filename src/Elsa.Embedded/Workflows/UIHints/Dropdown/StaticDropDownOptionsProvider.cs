using System.Reflection;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Helpers;

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
        var items = FixedChoices.Of(property)?.Select(x => x as SelectListItem ?? new SelectListItem($"{x}", $"{x}")).ToList();
        if (items is not null && FixedChoices.AreOptional(property) && property.GetCustomAttribute<InputAttribute>()?.Options is null)
            items.Insert(0, new SelectListItem("-", ""));
        return items;
    }
}
