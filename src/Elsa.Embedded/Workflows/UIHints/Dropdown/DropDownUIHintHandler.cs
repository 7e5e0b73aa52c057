using System.Reflection;

namespace Elsa.Workflows.UIHints.Dropdown;

/// <summary>Fills lists to choose from.</summary>
public class DropDownUIHintHandler : IUIHintHandler
{
    /// <inheritdoc />
    public string UIHint => InputUIHints.DropDown;

    /// <inheritdoc />
    public ValueTask<IEnumerable<Type>> GetPropertyUIHandlersAsync(PropertyInfo propertyInfo, CancellationToken cancellationToken) => new([typeof(StaticDropDownOptionsProvider)]);
}
