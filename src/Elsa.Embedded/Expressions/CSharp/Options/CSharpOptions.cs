using System.Reflection;
using Elsa.Expressions.CSharp.Contexts;
using Elsa.Expressions.Models;
using Microsoft.CodeAnalysis.Scripting;

namespace Elsa.Expressions.CSharp.Options;

/// <summary>What scripts in C# may do and see. A script is code on the server, with all rights of the host.</summary>
public class CSharpOptions
{
    /// <summary>
    /// Whether scripts may run. A host that adds C# with <c>UseCSharp</c> has said so; false keeps the syntax known but refuses to run it. Whoever may edit a definition runs code on this machine
    /// while it is true.
    /// </summary>
    public bool AllowHostCodeExecution { get; set; } = true;

    /// <summary>The assemblies that scripts see.</summary>
    public ISet<Assembly> Assemblies { get; } = new HashSet<Assembly>
    {
        typeof(object).Assembly,
        typeof(Enumerable).Assembly,
        typeof(Uri).Assembly,
        typeof(System.Text.Json.JsonSerializer).Assembly,
        typeof(System.Collections.Generic.HashSet<>).Assembly,
        typeof(System.Dynamic.ExpandoObject).Assembly,
        typeof(Microsoft.CSharp.RuntimeBinder.Binder).Assembly,
        typeof(CSharpOptions).Assembly,
    };

    /// <summary>The namespaces that scripts need not name.</summary>
    public ISet<string> Namespaces { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "System", "System.Collections.Generic", "System.Linq", "System.Text", "System.Text.Json", "System.Text.Json.Nodes", "System.Threading.Tasks",
    };

    /// <summary>How long a compiled script is kept after its last use; a day by default, null for ever.</summary>
    public TimeSpan? ScriptCacheTimeout { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Whether <c>Variables</c>, <c>Input</c> and <c>Variable</c> are left out.</summary>
    public bool DisableWrappers { get; set; }

    /// <summary>What changes the options of each script before it is compiled.</summary>
    public ICollection<Func<ScriptOptions, ExpressionExecutionContext, ScriptOptions>> ConfigureScriptOptionsCallbacks { get; } = [];

    /// <summary>What adds to each script before it is compiled.</summary>
    public ICollection<Func<Script, ExpressionExecutionContext, Script>> ConfigureScriptCallbacks { get; } = [];

    /// <summary>Runs a piece of code before each script.</summary>
    public CSharpOptions AppendScript(string script) => AppendScript(_ => script);

    /// <summary>Runs a piece of code before each script.</summary>
    public CSharpOptions AppendScript(Func<ExpressionExecutionContext, string> script)
    {
        ConfigureScriptCallbacks.Add((before, context) => before.ContinueWith(script(context)));
        return this;
    }

    /// <summary>Looks at the options of each script before it is compiled.</summary>
    public CSharpOptions ConfigureScriptOptions(Action<ScriptOptionsConfigurationContext> configurator)
    {
        ConfigureScriptOptionsCallbacks.Add((options, context) =>
        {
            configurator(new ScriptOptionsConfigurationContext(options, context));
            return options;
        });
        return this;
    }
}
