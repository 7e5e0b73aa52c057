using System.Reflection;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Helpers;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows.Services;

/// <summary>Asks the handlers that come with the editor of an input, and then those that the input itself names.</summary>
internal sealed class PropertyUIHandlerResolver(IServiceScopeFactory scopeFactory) : IPropertyUIHandlerResolver
{
    public async ValueTask<IDictionary<string, object>> GetUIPropertiesAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopeFactory.CreateAsyncScope();
        var attribute = propertyInfo.GetCustomAttribute<InputAttribute>();
        var types = await OfEditorAsync(scope.ServiceProvider, propertyInfo, attribute, cancellationToken);
        types.AddRange(attribute?.UIHandlers ?? []);
        if (attribute?.UIHandler is { } named)
            types.Add(named);

        var properties = new Dictionary<string, object>();
        var handlers = types.Distinct().Select(x => (IPropertyUIHandler)ActivatorUtilities.GetServiceOrCreateInstance(scope.ServiceProvider, x));
        foreach (var handler in handlers.OrderBy(x => x.Priority))
        {
            foreach (var (key, value) in await handler.GetUIPropertiesAsync(propertyInfo, context, cancellationToken))
                properties[key] = value;
        }

        return properties;
    }

    private static async Task<List<Type>> OfEditorAsync(IServiceProvider services, PropertyInfo property, InputAttribute? attribute, CancellationToken cancellationToken)
    {
        var editor = attribute?.UIHint ?? DefaultHints.For(FixedChoices.ValueTypeOf(property));
        var types = new List<Type>();
        foreach (var handler in services.GetServices<IUIHintHandler>().Where(x => string.Equals(x.UIHint, editor, StringComparison.Ordinal)))
            types.AddRange(await handler.GetPropertyUIHandlersAsync(property, cancellationToken));
        return types;
    }
}
