using System.Reflection;
using Elsa.Workflows.Helpers;

namespace Elsa.Workflows.UIHints.CheckList;

/// <summary>Base of handlers that find the choices of a list of check boxes when it is shown.</summary>
public abstract class CheckListOptionsProviderBase : PropertyUIHandlerBase
{
    /// <summary>Whether the choices depend on other inputs.</summary>
    protected virtual bool RefreshOnChange => false;

    /// <inheritdoc />
    public override async ValueTask<IDictionary<string, object>> GetUIPropertiesAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken = default)
    {
        var items = await GetItemsAsync(propertyInfo, context, cancellationToken);
        var list = new CheckList { Items = items, IsFlagsEnum = FixedChoices.AreFlags(propertyInfo) };
        var properties = new Dictionary<string, object> { [InputUIHints.CheckList] = new CheckListProps { CheckList = list } };
        if (RefreshOnChange)
            properties["Refresh"] = true;
        foreach (var (key, value) in GetUIPropertyAdditionalOptions())
            properties[key] = value;
        return properties;
    }

    /// <summary>The choices.</summary>
    protected abstract ValueTask<ICollection<CheckListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken);

    /// <summary>More settings.</summary>
    protected virtual IDictionary<string, object> GetUIPropertyAdditionalOptions() => new Dictionary<string, object>();
}
