using System.Reflection;

namespace Elsa.Workflows;

/// <summary>Asks the attribute of an input for its default, or the provider that the attribute names.</summary>
public interface IPropertyDefaultValueResolver
{
    /// <summary>The value; null if there is none.</summary>
    object? GetDefaultValue(PropertyInfo activityPropertyInfo);
}
