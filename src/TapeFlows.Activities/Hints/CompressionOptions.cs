using System.Reflection;
using Elsa.Workflows.UIHints.Dropdown;
using TapeFlows.Operations;
using TapeFlows.Backup.Compression;

namespace TapeFlows.Activities.Hints;

/// <summary>The ways to compress that this machine has, to choose from in a designer.</summary>
/// <param name="site">Says what holds where nothing is chosen.</param>
public sealed class CompressionOptions(TapeSite site) : DropDownOptionsProviderBase
{
    internal static IEnumerable<SelectListItem> Usable => UsableCompressions.Names().Select(name => new SelectListItem(name, name));

    /// <inheritdoc/>
    protected override ValueTask<ICollection<SelectListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken) =>
        new([new SelectListItem($"(default: {site.DefaultCompression})", ""), .. Usable]);
}
