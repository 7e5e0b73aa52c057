using System.Reflection;
using Elsa.Workflows.Helpers;

namespace Elsa.Workflows.UIHints.RadioList;

/// <summary>Base of handlers that find the choices of a list of radio buttons when it is shown.</summary>
public abstract class RadioListOptionsProviderBase : PropertyUIHandlerBase
{
    /// <summary>Whether the choices depend on other inputs.</summary>
    protected virtual bool RefreshOnChange => false;

    /// <inheritdoc />
    public override async ValueTask<IDictionary<string, object>> GetUIPropertiesAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken = default)
    {
        var items = await GetItemsAsync(propertyInfo, context, cancellationToken);
        var list = new RadioList { Items = items, IsFlagsEnum = FixedChoices.AreFlags(propertyInfo) };
        var properties = new Dictionary<string, object> { [InputUIHints.RadioList] = new RadioListProps { RadioList = list } };
        if (RefreshOnChange)
            properties["Refresh"] = true;
        foreach (var (key, value) in GetUIPropertyAdditionalOptions())
            properties[key] = value;
        return properties;
    }

    /// <summary>The choices.</summary>
    protected abstract ValueTask<ICollection<RadioListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken);

    /// <summary>More settings.</summary>
    protected virtual IDictionary<string, object> GetUIPropertyAdditionalOptions() => new Dictionary<string, object>();
}
