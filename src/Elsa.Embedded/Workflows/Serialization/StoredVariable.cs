using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Elsa.Workflows.Serialization;

/// <summary>
/// A variable's value as it is stored. As recorded, an object of a class keeps the names of its members and the numbers of its enums: a script that reads
/// <c>getResult().WorkflowInstanceId</c> finds it before the wait and after. Classes to which the host gave a short name come back as what they were.
/// </summary>
internal static class StoredVariable
{
    public static object From(object value, TypeAliases? aliases)
    {
        if (!IsObject(ItemType(value) ?? value.GetType(), aliases))
            return value;
        try
        {
            return JsonSerializer.SerializeToElement(value, value.GetType());
        }
        catch (Exception e) when (e is NotSupportedException or JsonException or InvalidOperationException)
        {
            // What cannot be JSON is left to the state, which leaves it out.
            return value;
        }
    }

    private static Type? ItemType(object value) => value switch
    {
        string or IDictionary or JsonNode => null,
        Array array => array.GetType().GetElementType(),
        IList list when list.GetType() is { IsGenericType: true } type => type.GetGenericArguments()[0],
        _ => null,
    };

    // What the platform itself brings has a form of its own in JSON.
    private static bool IsObject(Type type, TypeAliases? aliases) =>
        type.IsClass && !typeof(IEnumerable).IsAssignableFrom(type) && !typeof(Delegate).IsAssignableFrom(type) && !typeof(Stream).IsAssignableFrom(type)
        && type.Namespace?.Split('.')[0] is not ("System" or "Microsoft")
        && aliases?.NameOfRegistered(type) is null;
}
