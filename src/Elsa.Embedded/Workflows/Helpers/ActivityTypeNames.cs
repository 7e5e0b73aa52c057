using System.Collections.Concurrent;
using System.Reflection;
using Elsa.Workflows.Attributes;

namespace Elsa.Workflows.Helpers;

/// <summary>The type name of an activity class: from its attribute, or else from its namespace and name.</summary>
internal static class ActivityTypeNames
{
    // A memo of what the attributes say; it never changes for a class.
    private static readonly ConcurrentDictionary<Type, (string Name, int Version)> Known = new();

    public static (string Name, int Version) Of(Type type) => Known.GetOrAdd(type, static t =>
    {
        var attribute = t.GetCustomAttribute<ActivityAttribute>(inherit: false);
        var name = attribute?.Type ?? ShortName(t);
        var ns = attribute?.Namespace ?? t.Namespace;
        return (string.IsNullOrEmpty(ns) ? name : $"{ns}.{name}", attribute?.Version ?? 1);
    });

    public static string ShortName(Type type)
    {
        if (!type.IsGenericType)
            return type.Name;
        var arguments = string.Join(",", type.GetGenericArguments().Select(ShortName));
        return $"{type.Name.Split('`')[0]}<{arguments}>";
    }
}
