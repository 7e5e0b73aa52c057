using System.Reflection;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Helpers;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows.Services;

/// <summary>A provider goes before a fixed value.</summary>
internal sealed class PropertyDefaultValueResolver(IServiceScopeFactory scopeFactory) : IPropertyDefaultValueResolver
{
    public object? GetDefaultValue(PropertyInfo activityPropertyInfo)
    {
        var attribute = activityPropertyInfo.GetCustomAttribute<InputAttribute>();
        if (attribute?.DefaultValueProvider is not { } type)
            return attribute?.DefaultValue;

        // Mostly the activity itself, whose constructor has optional parameters.
        using var scope = scopeFactory.CreateScope();
        var provider = typeof(IActivity).IsAssignableFrom(type) ? ActivityShape.Of(type).Create() : ActivatorUtilities.GetServiceOrCreateInstance(scope.ServiceProvider, type);
        return ((IActivityPropertyDefaultValueProvider)provider).GetDefaultValue(activityPropertyInfo);
    }
}
