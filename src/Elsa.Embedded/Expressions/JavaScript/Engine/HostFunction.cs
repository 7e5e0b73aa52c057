using Jurassic;
using Jurassic.Library;

namespace Elsa.Expressions.JavaScript.Engine;

/// <summary>A function of the host that scripts may call; values are converted on the way in and out.</summary>
internal sealed class HostFunction(ScriptEngine engine, ScriptRealm realm, Func<ScriptRun, object?[], object?> code) : FunctionInstance(engine.Function.InstancePrototype)
{
    public override object CallLateBound(object thisObject, params object[] argumentValues)
    {
        var run = realm.Run ?? throw new InvalidOperationException("The script has ended.");
        return run.Values.ToScript(code(run, argumentValues));
    }
}
