using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json.Serialization;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;

namespace Elsa.Workflows.Helpers;

/// <summary>What a class of activities consists of: its inputs, outputs, children and JSON properties.</summary>
internal sealed class ActivityShape
{
    private static readonly ConcurrentDictionary<Type, ActivityShape> Known = new();
    private readonly Lazy<Func<IActivity>> _create;

    private ActivityShape(Type type)
    {
        Type = type;
        Members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(x => x.GetIndexParameters().Length == 0 && x.CanRead)
            .GroupBy(x => x.Name, StringComparer.Ordinal)
            .Select(x => new ActivityMember(x.First()))
            .ToArray();
        Inputs = Members.Where(x => x.IsInput).ToArray();
        Outputs = Members.Where(x => x.IsOutput).ToArray();
        Children = Members.Where(x => x.HoldsActivity || x.HoldsActivities).ToArray();
        Json = Members.Where(x => x.IsJson).ToDictionary(x => x.JsonName, StringComparer.OrdinalIgnoreCase);
        _create = new Lazy<Func<IActivity>>(() => Factory(type));
    }

    public Type Type { get; }
    public ActivityMember[] Members { get; }
    public ActivityMember[] Inputs { get; }
    public ActivityMember[] Outputs { get; }
    public ActivityMember[] Children { get; }
    public IReadOnlyDictionary<string, ActivityMember> Json { get; }

    public static ActivityShape Of(Type type) => Known.GetOrAdd(type, static t => new ActivityShape(t));

    public IActivity Create() => _create.Value();

    private static Func<IActivity> Factory(Type type)
    {
        // Elsa's activities end with optional parameters that say where in the code they were made.
        var constructor = type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(x => x.GetParameters().All(p => p.IsOptional))
            .OrderByDescending(x => x.IsPublic)
            .FirstOrDefault()
            ?? throw new InvalidOperationException($"The activity class {type.FullName} has no constructor that can be called without arguments.");
        var arguments = constructor.GetParameters().Select(x => Expression.Default(x.ParameterType));
        return Expression.Lambda<Func<IActivity>>(Expression.New(constructor, arguments)).Compile();
    }
}

/// <summary>A property of a class of activities.</summary>
internal sealed class ActivityMember
{
    public ActivityMember(PropertyInfo property)
    {
        Property = property;
        InputAttribute = property.GetCustomAttribute<InputAttribute>();
        OutputAttribute = property.GetCustomAttribute<OutputAttribute>();
        PortAttribute = property.GetCustomAttribute<PortAttribute>();
        IsWrappedInput = typeof(Input).IsAssignableFrom(property.PropertyType);
        IsInput = IsWrappedInput || InputAttribute is not null;
        IsOutput = typeof(Output).IsAssignableFrom(property.PropertyType);
        HoldsActivity = typeof(IActivity).IsAssignableFrom(property.PropertyType);
        HoldsActivities = typeof(IEnumerable<IActivity>).IsAssignableFrom(property.PropertyType);
        IsJson = property.CanWrite && property.SetMethod!.IsPublic && property.GetCustomAttribute<JsonIgnoreAttribute>() is null;
        JsonName = Names.Camel(property.Name);
        Get = Getter(property);
        Set = property.CanWrite ? Setter(property) : static (_, _) => { };
    }

    public PropertyInfo Property { get; }
    public string Name => Property.Name;
    public string JsonName { get; }
    public InputAttribute? InputAttribute { get; }
    public OutputAttribute? OutputAttribute { get; }
    public PortAttribute? PortAttribute { get; }
    public bool IsWrappedInput { get; }
    public bool IsInput { get; }
    public bool IsOutput { get; }
    public bool HoldsActivity { get; }
    public bool HoldsActivities { get; }
    public bool IsJson { get; }
    public Func<object, object?> Get { get; }
    public Action<object, object?> Set { get; }

    // The type of the value: that inside Input<T> or Output<T>, else that of the property.
    public Type ValueType
    {
        get
        {
            var type = Property.PropertyType;
            return (IsWrappedInput || IsOutput) && type.IsGenericType ? type.GetGenericArguments()[0] : IsOutput ? typeof(object) : type;
        }
    }

    private static Func<object, object?> Getter(PropertyInfo property)
    {
        var target = Expression.Parameter(typeof(object));
        var body = Expression.Property(Expression.Convert(target, property.DeclaringType!), property);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(body, typeof(object)), target).Compile();
    }

    private static Action<object, object?> Setter(PropertyInfo property)
    {
        var target = Expression.Parameter(typeof(object));
        var value = Expression.Parameter(typeof(object));
        var body = Expression.Assign(
            Expression.Property(Expression.Convert(target, property.DeclaringType!), property),
            Expression.Convert(value, property.PropertyType));
        return Expression.Lambda<Action<object, object?>>(body, target, value).Compile();
    }
}
