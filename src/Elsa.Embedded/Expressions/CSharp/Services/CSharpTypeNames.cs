namespace Elsa.Expressions.CSharp.Services;

/// <summary>Writes types as C# does.</summary>
internal static class CSharpTypeNames
{
    /// <summary>The full name of a type; <c>object</c> for one that a script cannot see.</summary>
    public static string Write(Type type)
    {
        if (!type.IsVisible || type.IsPointer || type.IsByRef || type.ContainsGenericParameters)
            return "object";
        if (type.IsArray)
            return $"{Write(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";

        var arguments = new Queue<Type>(type.GetGenericArguments());
        var chain = new Stack<Type>();
        for (var part = type; part is not null; part = part.DeclaringType)
            chain.Push(part.IsGenericType ? part.GetGenericTypeDefinition() : part);

        var names = chain.Select((part, i) =>
        {
            var arity = part.GetGenericArguments().Length - (i == 0 ? 0 : part.DeclaringType!.GetGenericArguments().Length);
            var name = "@" + part.Name.Split('`')[0];
            return arity == 0 ? name : $"{name}<{string.Join(", ", Enumerable.Range(0, arity).Select(_ => Write(arguments.Dequeue())))}>";
        }).ToList();
        var space = string.IsNullOrEmpty(type.Namespace) ? "global::" : $"global::{type.Namespace}.";
        return space + string.Join('.', names);
    }
}
