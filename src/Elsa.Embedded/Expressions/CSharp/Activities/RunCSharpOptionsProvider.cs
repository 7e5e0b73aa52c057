using System.Reflection;
using Elsa.Workflows;
using Elsa.Workflows.UIHints;

namespace Elsa.Expressions.CSharp.Activities;

/// <summary>Tells the editor of a script its language.</summary>
internal sealed class RunCSharpOptionsProvider : IPropertyUIHandler
{
    public float Priority => 0;

    public ValueTask<IDictionary<string, object>> GetUIPropertiesAsync(PropertyInfo propertyInfo, object? context, CancellationToken cancellationToken = default) =>
        new(new Dictionary<string, object> { [InputUIHints.CodeEditor] = new Dictionary<string, object> { ["language"] = "csharp" } });
}
