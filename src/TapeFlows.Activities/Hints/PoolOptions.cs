using System.Reflection;
using Elsa.Workflows.UIHints.Dropdown;
using TapeFlows.Backup;

namespace TapeFlows.Activities.Hints;

/// <summary>The pools to choose from in a designer.</summary>
/// <param name="catalog">Knows them.</param>
public sealed class PoolOptions(IVolumeCatalog catalog) : DropDownOptionsProviderBase
{
    /// <inheritdoc/>
    protected override async ValueTask<ICollection<SelectListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken)
    {
        var pools = await catalog.ListPoolsAsync(cancellationToken);
        return [new SelectListItem("(default)", ""), .. pools.Select(pool => new SelectListItem(pool.Name, pool.Name))];
    }
}
