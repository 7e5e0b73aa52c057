using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization;
using Elsa.Expressions.Helpers;
using Jurassic;
using Jurassic.Library;
using PropertyAttributes = Jurassic.Library.PropertyAttributes;

namespace Elsa.Expressions.JavaScript.Engine;

/// <summary>An object of a .NET class inside a script: its public properties, under their own names and with a small first letter. It has no methods.</summary>
internal sealed class ClrObject : ObjectInstance
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Members = new();

    public ClrObject(ScriptEngine engine, object target, ScriptValues values) : base(engine)
    {
        Target = target;
        foreach (var member in Members.GetOrAdd(target.GetType(), Describe))
        {
            var getter = new Accessor(engine, _ => values.ToScript(Read(member)));
            var setter = new Accessor(engine, x => Write(member, values.FromScript(x)));
            DefineProperty(member.Name, new PropertyDescriptor(getter, setter, PropertyAttributes.Configurable | PropertyAttributes.Enumerable), false);
            var small = char.ToLowerInvariant(member.Name[0]) + member.Name[1..];
            if (small != member.Name)
                DefineProperty(small, new PropertyDescriptor(getter, setter, PropertyAttributes.Configurable), false);
        }

        DefineProperty("toString", new PropertyDescriptor(new Accessor(engine, _ => Target.ToString()), PropertyAttributes.NonEnumerable), false);
    }

    public object Target { get; }

    // Streams and the like throw from properties that make no sense for them.
    private object? Read(PropertyInfo member)
    {
        try
        {
            return member.GetValue(Target);
        }
        catch (TargetInvocationException e)
        {
            throw new JavaScriptException(ErrorType.Error, $"{member.DeclaringType!.Name}.{member.Name}: {e.InnerException!.Message}", e.InnerException);
        }
    }

    private object? Write(PropertyInfo member, object? value)
    {
        if (!member.CanWrite || member.SetMethod is not { IsPublic: true })
            throw new JavaScriptException(ErrorType.TypeError, $"{member.DeclaringType!.Name}.{member.Name} can only be read.");
        member.SetValue(Target, value.ConvertTo(member.PropertyType));
        return null;
    }

    private static PropertyInfo[] Describe(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(x => x.CanRead && x.GetIndexParameters().Length == 0 && x.GetCustomAttribute<JsonIgnoreAttribute>() is not { Condition: JsonIgnoreCondition.Always })
            .GroupBy(x => x.Name, StringComparer.Ordinal)
            .Select(x => x.First())
            .ToArray();

    private sealed class Accessor(ScriptEngine engine, Func<object?, object?> code) : FunctionInstance(engine.Function.InstancePrototype)
    {
        public override object CallLateBound(object thisObject, params object[] argumentValues) => code(argumentValues.ElementAtOrDefault(0)) ?? Undefined.Value;
    }
}
