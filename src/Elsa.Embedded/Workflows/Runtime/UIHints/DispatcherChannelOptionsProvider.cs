using System.Reflection;
using Elsa.Workflows.Runtime.Options;
using Elsa.Workflows.UIHints.Dropdown;
using Microsoft.Extensions.Options;

namespace Elsa.Workflows.Runtime.UIHints;

/// <summary>Offers the channels that the host has configured.</summary>
public class DispatcherChannelOptionsProvider : DropDownOptionsProviderBase
{
    private readonly IOptions<WorkflowDispatcherOptions> _options;

    /// <summary>Creates the provider.</summary>
    public DispatcherChannelOptionsProvider(IOptions<WorkflowDispatcherOptions> options) => _options = options;

    /// <inheritdoc />
    protected override ValueTask<ICollection<SelectListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken)
    {
        var items = new List<SelectListItem> { new("Default", "") };
        items.AddRange(_options.Value.Channels.Select(x => new SelectListItem(x.Name, x.Name)));
        return new(items);
    }
}
