using System.Reflection;
using Elsa.Workflows.UIHints.CodeEditor;

namespace Elsa.Workflows.UIHints.JsonEditor;

/// <summary>Has JSON edited as code.</summary>
public class JsonEditorUIHintHandler : IUIHintHandler
{
    /// <inheritdoc />
    public string UIHint => InputUIHints.JsonEditor;

    /// <inheritdoc />
    public ValueTask<IEnumerable<Type>> GetPropertyUIHandlersAsync(PropertyInfo propertyInfo, CancellationToken cancellationToken) => new([typeof(JsonOptionsProvider)]);

    private sealed class JsonOptionsProvider : CodeEditorOptionsProviderBase
    {
        protected override string GetLanguage(PropertyInfo propertyInfo, object? context) => "json";
    }
}
