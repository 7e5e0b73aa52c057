using Acornima;
using Acornima.Ast;

namespace Elsa.Expressions.JavaScript.Engine;

internal sealed partial class ScriptLowering
{
    // Names through which a script could reach what all scripts share.
    private static readonly HashSet<string> Dangerous = new(StringComparer.Ordinal)
    {
        "prototype", "__proto__", "constructor", "defineProperty", "defineProperties", "setPrototypeOf", "getPrototypeOf", "freeze", "seal", "preventExtensions",
        "Reflect", "Proxy", "__defineGetter__", "__defineSetter__", "assign", "globalThis",
    };

    private string Declaration(VariableDeclaration declaration)
    {
        var parts = new List<string>();
        foreach (var declarator in declaration.Declarations)
        {
            if (declarator.Id is DestructuringPattern)
                Bind(declarator.Id, $"({Emit(declarator.Init!)})", parts, FreshName);
            else
                parts.Add(Verbatim(declarator, declarator.Start, declarator.End));
        }

        var end = _source[declaration.End - 1] == ';' ? ";" : "";
        return $"{Kind(declaration)} {string.Join(',', parts)}{end}";
    }

    private string Assignment(AssignmentExpression assignment)
    {
        if (assignment.Left is DestructuringPattern pattern)
        {
            var value = Temporary();
            var parts = new List<string> { $"{value}=({Emit(assignment.Right)})" };
            Bind(pattern, value, parts, Temporary);
            return $"({string.Join(',', parts)},{value})";
        }

        if (assignment.Left is MemberExpression target)
            _mayChangeBuiltIns |= target is not { Object: Identifier { Name: "variables" }, Computed: false };

        var condition = assignment.Operator switch
        {
            Operator.NullishCoalescingAssignment => "{0}!=null?{0}:({0}={1})",
            Operator.LogicalOrAssignment => "{0}?{0}:({0}={1})",
            Operator.LogicalAndAssignment => "{0}?({0}={1}):{0}",
            _ => null,
        };
        if (condition is null)
            return Verbatim(assignment, assignment.Start, assignment.End);

        var right = $"({Emit(assignment.Right)})";
        if (assignment.Left is not MemberExpression member)
            return "(" + string.Format(System.Globalization.CultureInfo.InvariantCulture, condition, Emit(assignment.Left), right) + ")";

        // The object and the key are evaluated once, whatever they do.
        var owner = Temporary();
        var before = $"{owner}=({Emit(member.Object)})";
        var place = $"{owner}.{(member.Computed ? "" : ((Identifier)member.Property).Name)}";
        if (member.Computed)
        {
            var key = Temporary();
            before += $",{key}=({Emit(member.Property)})";
            place = $"{owner}[{key}]";
        }

        return $"({before}," + string.Format(System.Globalization.CultureInfo.InvariantCulture, condition, place, right) + ")";
    }

    private string Mutation(UnaryExpression expression)
    {
        _mayChangeBuiltIns |= expression.Argument is MemberExpression and not { Object: Identifier { Name: "variables" }, Computed: false };
        return Verbatim(expression, expression.Start, expression.End);
    }

    // Writes one "target=value" for each name in the pattern.
    private void Bind(Node pattern, string value, List<string> parts, Func<string> newName)
    {
        switch (pattern)
        {
            case Identifier name:
                parts.Add($"{Name(name)}={value}");
                break;
            case MemberExpression member:
                _mayChangeBuiltIns = true;
                parts.Add($"{Emit(member)}={value}");
                break;
            case AssignmentPattern optional:
                var given = newName();
                parts.Add($"{given}={value}");
                Bind(optional.Left, $"({given}===undefined?({Emit(optional.Right)}):{given})", parts, newName);
                break;
            case ArrayPattern array:
                BindArray(array, value, parts, newName);
                break;
            case ObjectPattern @object:
                BindObject(@object, value, parts, newName);
                break;
            default:
                throw Unsupported(pattern, "patterns of this kind");
        }
    }

    private void BindArray(ArrayPattern pattern, string value, List<string> parts, Func<string> newName)
    {
        var list = newName();
        parts.Add($"{list}={Prefix}list({value})");
        for (var i = 0; i < pattern.Elements.Count; i++)
        {
            if (pattern.Elements[i] is RestElement rest)
                Bind(rest.Argument, $"{list}.slice({i})", parts, newName);
            else if (pattern.Elements[i] is { } element)
                Bind(element, $"{list}[{i}]", parts, newName);
        }
    }

    private void BindObject(ObjectPattern pattern, string value, List<string> parts, Func<string> newName)
    {
        var owner = newName();
        parts.Add($"{owner}={Prefix}some({value})");
        var keys = new List<string>();
        foreach (var element in pattern.Properties)
        {
            if (element is RestElement rest)
            {
                Bind(rest.Argument, $"{Prefix}rest({owner},[{string.Join(',', keys)}])", parts, newName);
                continue;
            }

            var property = (Property)element;
            var key = property switch
            {
                { Computed: true } => $"({Emit(property.Key)})",
                { Key: Identifier name } => $"\"{name.Name}\"",
                _ => Emit(property.Key),
            };
            keys.Add(key);
            Bind(property.Value, $"{owner}[{key}]", parts, newName);
        }
    }

    private static string Kind(VariableDeclaration declaration) => declaration.Kind.ToString().ToLowerInvariant();
}
