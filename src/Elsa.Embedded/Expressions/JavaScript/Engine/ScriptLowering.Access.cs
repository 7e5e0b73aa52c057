using Acornima;
using Acornima.Ast;

namespace Elsa.Expressions.JavaScript.Engine;

internal sealed partial class ScriptLowering
{
    private string Nullish(LogicalExpression expression)
    {
        var left = Temporary();
        return $"(({left}=({Emit(expression.Left)}))!=null?{left}:({Emit(expression.Right)}))";
    }

    private string Member(MemberExpression member)
    {
        _mayChangeBuiltIns |= member is { Computed: true, Property: StringLiteral text } && Dangerous.Contains(text.Value);
        return Verbatim(member, member.Start, member.End);
    }

    private string Call(CallExpression call)
    {
        // It could not be stopped.
        if (call.Callee is Identifier { Name: "eval" })
            throw new ScriptException("Code cannot be made from text here.", call.Location.Start.Line);
        if (!call.Arguments.Any(x => x is SpreadElement))
        {
            var last = call.Arguments.Count == 0 ? call.Callee.End : call.Arguments[^1].End;
            return call.Arguments.Count > 0 && _source.AsSpan(last, call.End - last).Contains(',')
                ? $"{EmitCallee(call)}({string.Join(',', call.Arguments.Select(x => $"({Emit(x)})"))})"
                : Verbatim(call, call.Start, call.End);
        }

        return call.Callee switch
        {
            Super => throw Unsupported(call, "spread arguments of super"),
            MemberExpression member => $"{Prefix}call(({Emit(member.Object)}),{Key(member)},{List(call.Arguments)})",
            _ => $"({Emit(call.Callee)}).apply(undefined,{List(call.Arguments)})",
        };
    }

    private string EmitCallee(CallExpression call) => call.Callee is Identifier or MemberExpression or Super ? Emit(call.Callee) : $"({Emit(call.Callee)})";

    private string Key(MemberExpression member) => member.Computed ? $"({Emit(member.Property)})" : $"\"{((Identifier)member.Property).Name}\"";

    // a, ...b, c becomes [a].concat(list of b, [c]).
    private string List<T>(in NodeList<T> items) where T : Node?
    {
        var parts = new List<string>();
        foreach (var item in items)
            parts.Add(item is SpreadElement spread ? $"{Prefix}list({Emit(spread.Argument)})" : item is null ? "[,]" : $"[({Emit(item)})]");
        return $"[].concat({string.Join(',', parts)})";
    }

    private string SpreadObject(ObjectExpression expression)
    {
        var parts = new List<string>();
        foreach (var property in expression.Properties)
            parts.Add(property is SpreadElement spread ? $"({Emit(spread.Argument)})" : $"{{{Emit(property)}}}");
        return $"{Prefix}merge({{}},{string.Join(',', parts)})";
    }

    // a?.b.c becomes (($1=a)==null?undefined:$1.b.c).
    private string Chain(ChainExpression chain)
    {
        var conditions = new List<string>();
        var value = Link(chain.Expression, conditions);
        return $"({string.Concat(conditions.Select(x => $"{x}?undefined:"))}{value})";
    }

    private string Link(Expression expression, List<string> conditions)
    {
        switch (expression)
        {
            case MemberExpression member:
                var owner = Owner(member, conditions);
                return member.Computed ? $"{owner}[{Emit(member.Property)}]" : $"{owner}.{Name((Identifier)member.Property)}";
            case CallExpression { Callee: MemberExpression member, Optional: true } call:
                var self = Temporary();
                var method = Temporary();
                conditions.Add($"({method}=({self}={Owner(member, conditions)})[{Key(member)}])==null");
                return $"{method}.apply({self},{List(call.Arguments)})";
            case CallExpression { Callee: MemberExpression member } call when call.Arguments.Any(x => x is SpreadElement):
                return $"{Prefix}call({Owner(member, conditions)},{Key(member)},{List(call.Arguments)})";
            case CallExpression call:
                var callee = Link(call.Callee, conditions);
                if (call.Optional)
                    callee = Checked(callee, conditions);
                return call.Arguments.Any(x => x is SpreadElement)
                    ? $"{callee}.apply(undefined,{List(call.Arguments)})"
                    : $"{callee}({string.Join(',', call.Arguments.Select(x => $"({Emit(x)})"))})";
            case Identifier name:
                return Name(name);
            default:
                return $"({Emit(expression)})";
        }
    }

    private string Owner(MemberExpression member, List<string> conditions)
    {
        var owner = Link(member.Object, conditions);
        return member.Optional ? Checked(owner, conditions) : owner;
    }

    private string Checked(string value, List<string> conditions)
    {
        var name = Temporary();
        conditions.Add($"({name}={value})==null");
        return name;
    }
}
