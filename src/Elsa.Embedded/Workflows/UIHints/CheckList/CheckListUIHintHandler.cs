using System.Reflection;

namespace Elsa.Workflows.UIHints.CheckList;

/// <summary>Fills lists of check boxes.</summary>
public class CheckListUIHintHandler : IUIHintHandler
{
    /// <inheritdoc />
    public string UIHint => InputUIHints.CheckList;

    /// <inheritdoc />
    public ValueTask<IEnumerable<Type>> GetPropertyUIHandlersAsync(PropertyInfo propertyInfo, CancellationToken cancellationToken) => new([typeof(StaticCheckListOptionsProvider)]);
}
