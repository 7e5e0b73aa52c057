using Acornima.Ast;

namespace Elsa.Expressions.JavaScript.Engine;

internal sealed partial class ScriptLowering
{
    private const string Tick = Prefix + "tick();";

    private string Arrow(ArrowFunctionExpression arrow)
    {
        if (arrow.Async)
            throw Unsupported(arrow, "async functions");

        _temporaries.Push([]);
        var (parameters, prologue) = Parameters(arrow.Params);
        var body = arrow.Body is FunctionBody block ? Verbatim(block, block.Start + 1, block.End - 1) : $"return ({Emit(arrow.Body)});";
        var function = $"(function({parameters}){{{DeclareTemporaries()}{Tick}{prologue}{LostLines(arrow.Start, arrow.Body.Start, parameters + prologue)}{body}}})";
        return UsesThis(arrow) ? $"({function}.bind(this))" : function;
    }

    private string Function(Node node, in NodeList<Node> parameterList, FunctionBody body, Identifier? id, bool isAsync, bool isGenerator)
    {
        if (isAsync)
            throw Unsupported(node, "async functions");
        if (isGenerator)
            throw Unsupported(node, "generators");

        // The function of a method has no head of its own: it begins with its parameters.
        var head = _source[node.Start] == '(' ? "" : id is null ? "function " : $"function {Name(id)}";
        _temporaries.Push([]);
        var (parameters, prologue) = Parameters(parameterList);
        var directives = body.Body.TakeWhile(x => x is Directive).LastOrDefault()?.End ?? body.Start + 1;
        var code = Verbatim(body, directives, body.End - 1);
        return $"{head}({parameters}){{{_source[(body.Start + 1)..directives]}{DeclareTemporaries()}{Tick}{prologue}{LostLines(node.Start, body.Start, parameters + prologue)}{code}}}";
    }

    // The lines that the head of a function had and no longer has.
    private string LostLines(int start, int end, string written) =>
        new('\n', Math.Max(0, _source.AsSpan(start, end - start).Count('\n') - written.AsSpan().Count('\n')));

    // Patterns and the rest of the arguments are taken apart at the start of the body.
    private (string Parameters, string Prologue) Parameters(in NodeList<Node> list)
    {
        var names = new List<string>();
        var parts = new List<string>();
        foreach (var parameter in list)
        {
            switch (parameter)
            {
                case RestElement rest:
                    Bind(rest.Argument, $"{Prefix}tail(arguments,{names.Count})", parts, FreshName);
                    break;
                case Identifier or AssignmentPattern { Left: Identifier }:
                    names.Add(Emit(parameter));
                    break;
                default:
                    var name = FreshName();
                    names.Add(name);
                    Bind(parameter, name, parts, FreshName);
                    break;
            }
        }

        return (string.Join(',', names), parts.Count == 0 ? "" : $"var {string.Join(',', parts)};");
    }

    private string Loop(Node loop, Statement body, Node? head = null)
    {
        var prologue = "";
        string start;
        if (head is VariableDeclaration { Declarations: [{ Id: DestructuringPattern pattern }] } declaration)
        {
            var name = FreshName();
            var parts = new List<string>();
            Bind(pattern, name, parts, FreshName);
            prologue = $"{Kind(declaration)} {string.Join(',', parts)};";
            start = _source[loop.Start..head.Start] + $"{Kind(declaration)} {name}" + Between(loop, head.End, body.Start);
        }
        else if (head is DestructuringPattern)
        {
            throw Unsupported(head, "patterns without let, const or var in the head of a loop");
        }
        else
        {
            start = Between(loop, loop.Start, body.Start);
        }

        var code = body is BlockStatement block ? Verbatim(block, block.Start + 1, block.End - 1) : Emit(body);
        return $"{start}{{{Tick}{prologue}{code}}}{Between(loop, body.End, loop.End)}";
    }

    // The children of a node that lie in a stretch of its text, and what is between them.
    private string Between(Node node, int start, int end)
    {
        var text = new System.Text.StringBuilder();
        var position = start;
        foreach (var child in node.ChildNodes.Where(x => x.Start >= start && x.End <= end).OrderBy(x => x.Start))
        {
            text.Append(_source, position, child.Start - position).Append(Emit(child));
            position = child.End;
        }

        return text.Append(_source, position, end - position).ToString();
    }

    private string Catch(CatchClause clause)
    {
        var body = Verbatim(clause.Body, clause.Body.Start + 1, clause.Body.End - 1);
        if (clause.Param is null or Identifier)
            return $"catch({(clause.Param is Identifier known ? Name(known) : FreshName())}){{{Tick}{body}}}";

        var name = FreshName();
        var parts = new List<string>();
        Bind(clause.Param, name, parts, FreshName);
        return $"catch({name}){{{Tick}var {string.Join(',', parts)};{body}}}";
    }

    private static bool UsesThis(Node node) => node.ChildNodes.Any(x => x is ThisExpression or Super || (x is not (FunctionExpression or FunctionDeclaration) && UsesThis(x)));
}
