using System.Reflection;

namespace Elsa.Workflows.UIHints.Dropdown;

/// <summary>Base of handlers that find the choices of a list when it is shown.</summary>
public abstract class DropDownOptionsProviderBase : IPropertyUIHandler
{
    /// <summary>Whether the choices depend on other inputs.</summary>
    protected virtual bool RefreshOnChange => false;

    /// <inheritdoc />
    public float Priority => 0;

    /// <inheritdoc />
    public virtual async ValueTask<IDictionary<string, object>> GetUIPropertiesAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken = default)
    {
        var items = await GetItemsAsync(propertyInfo, context, cancellationToken);
        var properties = new Dictionary<string, object> { [InputUIHints.DropDown] = new DropDownProps { SelectList = new SelectList(items) } };
        if (RefreshOnChange)
            properties["Refresh"] = true;
        foreach (var (key, value) in GetUIPropertyAdditionalOptions())
            properties[key] = value;
        return properties;
    }

    /// <summary>The choices.</summary>
    protected abstract ValueTask<ICollection<SelectListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken);

    /// <summary>More settings.</summary>
    protected virtual IDictionary<string, object> GetUIPropertyAdditionalOptions() => new Dictionary<string, object>();
}
