using System.Reflection;

namespace Elsa.Workflows.UIHints.CodeEditor;

/// <summary>Base of handlers that tell an editor the language of the code.</summary>
public abstract class CodeEditorOptionsProviderBase : PropertyUIHandlerBase
{
    /// <inheritdoc />
    public override ValueTask<IDictionary<string, object>> GetUIPropertiesAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken = default) =>
        new(new Dictionary<string, object> { [InputUIHints.CodeEditor] = GetCodeEditorOptions(propertyInfo, context) });

    /// <summary>All settings.</summary>
    protected virtual CodeEditorOptions GetCodeEditorOptions(PropertyInfo propertyInfo, object? context) => new() { Language = GetLanguage(propertyInfo, context) };

    /// <summary>The language.</summary>
    protected virtual string GetLanguage(PropertyInfo propertyInfo, object? context) => "";
}
