using System.Reflection;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.UIHints.Dropdown;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows.Services;

/// <summary>Asks the handlers that the attribute names, after the one for fixed choices.</summary>
internal sealed class PropertyUIHandlerResolver(IServiceScopeFactory scopeFactory) : IPropertyUIHandlerResolver
{
    private static readonly StaticDropDownOptionsProvider FixedChoices = new();

    public async ValueTask<IDictionary<string, object>> GetUIPropertiesAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken = default)
    {
        var properties = await FixedChoices.GetUIPropertiesAsync(propertyInfo, context, cancellationToken);
        var attribute = propertyInfo.GetCustomAttribute<InputAttribute>();
        var types = (attribute?.UIHandlers ?? []).Concat(attribute?.UIHandler is { } single ? [single] : []).ToList();
        if (types.Count == 0)
            return properties;

        await using var scope = scopeFactory.CreateAsyncScope();
        var handlers = types.Select(x => (IPropertyUIHandler)ActivatorUtilities.GetServiceOrCreateInstance(scope.ServiceProvider, x));
        foreach (var handler in handlers.OrderBy(x => x.Priority))
        {
            foreach (var (key, value) in await handler.GetUIPropertiesAsync(propertyInfo, context, cancellationToken))
                properties[key] = value;
        }

        return properties;
    }
}
