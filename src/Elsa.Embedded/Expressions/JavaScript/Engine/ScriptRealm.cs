using Jurassic;
using Jurassic.Library;

namespace Elsa.Expressions.JavaScript.Engine;

/// <summary>One instance of the language with Elsa's functions in it. It runs one script at a time and forgets it before the next.</summary>
internal sealed class ScriptRealm
{
    private readonly HashSet<string> _own = new(StringComparer.Ordinal);

    public ScriptRealm(ScriptLimits limits)
    {
        Engine = new ScriptEngine { RecursionDepthLimit = limits.RecursionDepth };
        Define(ScriptLowering.Prefix + "tick", (run, _) =>
        {
            run.Tick();
            return null;
        });
        foreach (var function in ScriptFunctions.All)
            Define(function.Name, function.Code);
        ScriptPrelude.Script.Evaluate(Engine);
        foreach (var key in Engine.Global.OwnKeys.OfType<string>())
            _own.Add(key);
    }

    public ScriptEngine Engine { get; }

    /// <summary>The script that runs now.</summary>
    public ScriptRun? Run { get; private set; }

    /// <summary>Runs a script; the value is one of the language.</summary>
    public object? Evaluate(CompiledScript script, ScriptRun run)
    {
        Run = run;
        try
        {
            foreach (var name in script.Names)
            {
                if (!_own.Contains(name) && run.Find(name) is { } value)
                    Engine.Global.SetPropertyValue(name, value, false);
            }

            var function = (FunctionInstance)script.Code.Evaluate(Engine);
            return function.CallLateBound(Engine.Global);
        }
        finally
        {
            Run = null;
        }
    }

    /// <summary>Forgets what the script left behind; false if that cannot be done.</summary>
    public bool TryForget()
    {
        foreach (var key in Engine.Global.OwnKeys.OfType<string>().Where(x => !_own.Contains(x)).ToList())
        {
            if (!Engine.Global.Delete(key, false))
                return false;
        }

        return true;
    }

    private void Define(string name, Func<ScriptRun, object?[], object?> code)
    {
        var function = new HostFunction(Engine, this, code);
        Engine.Global.DefineProperty(name, new PropertyDescriptor(function, PropertyAttributes.Sealed), false);
    }
}
