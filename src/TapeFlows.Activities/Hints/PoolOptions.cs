using System.Globalization;
using System.Reflection;
using Elsa.Workflows.UIHints.Dropdown;
using TapeFlows.Operations;
using TapeFlows.Backup;

namespace TapeFlows.Activities.Hints;

/// <summary>The pools to choose from in a designer, with how long each keeps its sets.</summary>
/// <param name="site">Has the catalog that knows them, and the default.</param>
public sealed class PoolOptions(TapeSite site) : LiveOptions
{
    /// <inheritdoc/>
    protected override async ValueTask<ICollection<SelectListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken)
    {
        var pools = await site.Catalog.ListPoolsAsync(cancellationToken);
        return [new SelectListItem($"(default: {site.DefaultPool})", ""), .. pools.Select(pool => new SelectListItem(Describe(pool), pool.Name))];
    }

    private static string Describe(Pool pool) =>
        pool.Retention is { } kept ? string.Create(CultureInfo.InvariantCulture, $"{pool.Name}, kept for {kept.TotalDays:0.#} days") : $"{pool.Name}, kept without limit";
}
