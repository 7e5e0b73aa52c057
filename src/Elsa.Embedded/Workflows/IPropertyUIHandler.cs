using System.Reflection;

namespace Elsa.Workflows;

/// <summary>Gives the editor of an input its settings, such as the choices of a list.</summary>
public interface IPropertyUIHandler
{
    /// <summary>Handlers with a higher priority come later and win.</summary>
    float Priority { get; }

    /// <summary>The settings by the name of the editor.</summary>
    ValueTask<IDictionary<string, object>> GetUIPropertiesAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken = default);
}

/// <summary>Collects the settings that all handlers of an input give.</summary>
public interface IPropertyUIHandlerResolver
{
    /// <summary>The settings by the name of the editor.</summary>
    ValueTask<IDictionary<string, object>> GetUIPropertiesAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken = default);
}
