using Elsa.Expressions.Helpers;
using Elsa.Extensions;
using Jurassic.Library;

namespace Elsa.Expressions.JavaScript.Engine;

/// <summary>
/// The variables of the workflow as a script sees them. An object that the script got stays the same object until the script ends; what the script changed in it then goes back into the variable.
/// </summary>
internal sealed class ScriptVariables(ScriptRealm realm, ScriptRun run)
{
    private readonly Dictionary<string, (ObjectInstance Value, string Before)> _seen = new(StringComparer.Ordinal);
    private ObjectInstance? _object;

    /// <summary>The object <c>variables</c>.</summary>
    public ObjectInstance Object => _object ??= CreateObject();

    /// <summary>The value for the script; null if there is no such variable.</summary>
    public object? Get(string name)
    {
        if (_seen.TryGetValue(name, out var seen))
            return seen.Value;
        if (run.Context.GetVariable(name) is not { } variable || !run.Context.TryGet(variable, out var stored))
            return null;

        var value = run.Values.ToScript(stored);
        if (value is ObjectInstance @object and not (DateInstance or ClrObject))
            _seen[name] = (@object, Show(@object));
        return value;
    }

    /// <summary>Sets a variable, or declares it.</summary>
    public object? Set(string name, object? value)
    {
        _seen.Remove(name);
        run.Context.SetVariable(name, run.Values.FromScript(value));
        return null;
    }

    /// <summary>Takes over what the script changed in place.</summary>
    public void WriteBack()
    {
        foreach (var (name, (value, before)) in _seen.ToList())
        {
            if (Show(value) != before)
                run.Context.SetVariable(name, run.Values.FromScript(value));
        }

        foreach (var property in _object?.Properties.ToList() ?? [])
        {
            if (property is { Key: string name, IsEnumerable: true } && !_object!.GetOwnPropertyDescriptor(name).IsAccessor)
                run.Context.SetVariable(name, run.Values.FromScript(property.Value));
        }
    }

    private ObjectInstance CreateObject()
    {
        var result = realm.Engine.Object.Construct();
        foreach (var name in run.Context.GetVariablesInScope().Select(x => x.Name).Where(x => !string.IsNullOrEmpty(x)).Distinct(StringComparer.Ordinal))
        {
            var getter = new HostFunction(realm.Engine, realm, (r, _) => r.Variables.Get(name));
            var setter = new HostFunction(realm.Engine, realm, (r, x) => r.Variables.Set(name, x.ElementAtOrDefault(0)));
            result.DefineProperty(name, new PropertyDescriptor(getter, setter, PropertyAttributes.FullAccess), false);
        }

        return result;
    }

    private string Show(ObjectInstance value) => System.Text.Json.JsonSerializer.Serialize(run.Values.FromScript(value), JsonValue.Options);
}
