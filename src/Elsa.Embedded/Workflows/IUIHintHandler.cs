using System.Reflection;

namespace Elsa.Workflows;

/// <summary>Knows what gives an editor its settings where the input itself names nobody.</summary>
public interface IUIHintHandler
{
    /// <summary>The editor.</summary>
    string UIHint { get; }

    /// <summary>The handlers, each an <see cref="IPropertyUIHandler"/>.</summary>
    ValueTask<IEnumerable<Type>> GetPropertyUIHandlersAsync(PropertyInfo propertyInfo, CancellationToken cancellationToken);
}
