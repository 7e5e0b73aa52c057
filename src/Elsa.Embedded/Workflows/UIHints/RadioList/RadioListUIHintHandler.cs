using System.Reflection;

namespace Elsa.Workflows.UIHints.RadioList;

/// <summary>Fills lists of radio buttons.</summary>
public class RadioListUIHintHandler : IUIHintHandler
{
    /// <inheritdoc />
    public string UIHint => InputUIHints.RadioList;

    /// <inheritdoc />
    public ValueTask<IEnumerable<Type>> GetPropertyUIHandlersAsync(PropertyInfo propertyInfo, CancellationToken cancellationToken) => new([typeof(StaticRadioListOptionsProvider)]);
}
