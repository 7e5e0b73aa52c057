using System.Reflection;
using Elsa.Workflows.UIHints.Dropdown;

namespace TapeFlows.Activities.Hints;

/// <summary>The ways to compress a copy that this machine has, to choose from in a designer.</summary>
public sealed class CopyCompressionOptions : DropDownOptionsProviderBase
{
    /// <inheritdoc/>
    protected override ValueTask<ICollection<SelectListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken) =>
        new([new SelectListItem("(as the set)", ""), .. CompressionOptions.Usable]);
}
