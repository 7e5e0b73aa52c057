using System.Reflection;
using Elsa.Http.ContentWriters;
using Elsa.Workflows;
using Elsa.Workflows.UIHints;
using Elsa.Workflows.UIHints.Dropdown;

namespace Elsa.Http.UIHints;

/// <summary>Offers the types of bodies that can be made.</summary>
public class HttpContentTypeOptionsProvider : DropDownOptionsProviderBase
{
    private readonly IEnumerable<IHttpContentFactory> _factories;

    /// <summary>Creates the provider.</summary>
    public HttpContentTypeOptionsProvider(IEnumerable<IHttpContentFactory> httpContentFactories) => _factories = httpContentFactories;

    /// <inheritdoc />
    protected override ValueTask<ICollection<SelectListItem>> GetItemsAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken)
    {
        var types = _factories.SelectMany(x => x.SupportedContentTypes).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal);
        return new(types.Prepend("").Select(x => new SelectListItem(x, x)).ToList());
    }
}

/// <summary>Shows before the path of an endpoint what comes before it in the address.</summary>
internal sealed class HttpEndpointPathUIHandler(IHttpEndpointBasePathProvider basePath, IAbsoluteUrlProvider addresses) : IPropertyUIHandler
{
    public float Priority => 0;

    public ValueTask<IDictionary<string, object>> GetUIPropertiesAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken = default) => new(new Dictionary<string, object>
    {
        [InputUIHints.SingleLine] = new Dictionary<string, object>
        {
            ["adornmentText"] = addresses.ToAbsoluteUrl(basePath.GetBasePath()).ToString().TrimEnd('/') + "/",
            ["enableCopyAdornment"] = true,
        },
        ["Refresh"] = true,
    });
}
