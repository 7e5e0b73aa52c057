using System.Reflection;

namespace Elsa.Workflows;

/// <summary>Says what the value of an input is that nobody gave one.</summary>
public interface IActivityPropertyDefaultValueProvider
{
    /// <summary>The value.</summary>
    object GetDefaultValue(PropertyInfo property);
}
