using System.Text;
using Acornima;
using Acornima.Ast;

namespace Elsa.Expressions.JavaScript.Engine;

/// <summary>
/// Puts a script of today's syntax (ECMAScript 2015 to 2021) into the one that the engine knows. What the engine knows already stays as it is, character by character and line by line.
/// Every loop and every function first asks whether the script may go on, and the value of the last statement becomes the value of the script, as in an interactive console.
/// </summary>
internal sealed partial class ScriptLowering
{
    /// <summary>Names that begin so belong to the engine.</summary>
    public const string Prefix = "$$";

    private static readonly ParserOptions Options = new()
    {
        EcmaVersion = EcmaVersion.ES2022,
        AllowReturnOutsideFunction = true,
    };

    private readonly string _source;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Stack<List<string>> _temporaries = new();
    private int _temporaryCount;
    private bool _mayChangeBuiltIns;

    private ScriptLowering(string source) => _source = source;

    public static LoweredScript Lower(string source)
    {
        try
        {
            var program = new Parser(Options).ParseScript(source);
            return new ScriptLowering(source).Lower(program);
        }
        catch (ParseErrorException e)
        {
            throw new ScriptException($"The script cannot be read: {e.Description}", e.LineNumber, e);
        }
        catch (InsufficientExecutionStackException e)
        {
            throw new ScriptException("The script is nested too deeply.", 0, e);
        }
    }

    private LoweredScript Lower(Script program)
    {
        _temporaries.Push([Prefix + "c"]);
        var body = Verbatim(program, 0, _source.Length);
        var text = $"(function(){{{DeclareTemporaries()}{body}\n;return {Prefix}c;}})";
        return new LoweredScript(text, _names, _mayChangeBuiltIns);
    }

    private string Emit(Node node)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        var text = node switch
        {
            Identifier x => Name(x),
            NumericLiteral x => x.Raw.Replace("_", "", StringComparison.Ordinal),
            ExpressionStatement x when _temporaries.Count == 1 => $"{Prefix}c=({Emit(x.Expression)});",
            ArrowFunctionExpression x => Arrow(x),
            FunctionExpression x => Function(x, x.Params, x.Body, x.Id, x.Async, x.Generator),
            FunctionDeclaration x => Function(x, x.Params, x.Body, x.Id, x.Async, x.Generator),
            ForStatement x => Loop(x, x.Body),
            WhileStatement x => Loop(x, x.Body),
            DoWhileStatement x => Loop(x, x.Body),
            ForInStatement x => Loop(x, x.Body, x.Left),
            ForOfStatement { Await: false } x => Loop(x, x.Body, x.Left),
            CatchClause x => Catch(x),
            VariableDeclaration x when x.Declarations.Any(y => y.Id is DestructuringPattern) => Declaration(x),
            AssignmentExpression x => Assignment(x),
            LogicalExpression { Operator: Operator.NullishCoalescing } x => Nullish(x),
            ChainExpression x => Chain(x),
            MemberExpression x => Member(x),
            CallExpression x => Call(x),
            NewExpression x when x.Arguments.Any(y => y is SpreadElement) => $"Reflect.construct({Emit(x.Callee)},{List(x.Arguments)})",
            ArrayExpression x when x.Elements.Any(y => y is SpreadElement) => List(x.Elements),
            ObjectExpression x when x.Properties.Any(y => y is SpreadElement) => SpreadObject(x),
            Property { Shorthand: true } x => x.Value is Identifier ? Name((Identifier)x.Value) : Emit(x.Value),
            UpdateExpression or UnaryExpression { Operator: Operator.Delete } => Mutation((UnaryExpression)node),
            BigIntLiteral => throw Unsupported(node, "BigInt numbers"),
            AwaitExpression or ForOfStatement => throw Unsupported(node, "await"),
            YieldExpression => throw Unsupported(node, "generators"),
            ImportExpression or ImportOrExportDeclaration => throw Unsupported(node, "modules"),
            PropertyDefinition or AccessorProperty or StaticBlock or PrivateIdentifier => throw Unsupported(node, "fields of classes"),
            _ => Verbatim(node, node.Start, node.End),
        };
        return KeepLines(node, text);
    }

    // Everything between the children stays as it was written.
    private string Verbatim(Node node, int start, int end)
    {
        var text = new StringBuilder();
        var position = start;
        foreach (var child in node.ChildNodes.OrderBy(x => x.Start))
        {
            if (child.Start < position)
                continue;
            text.Append(_source, position, child.Start - position).Append(Emit(child));
            position = child.End;
        }

        return text.Append(_source, position, end - position).ToString();
    }

    // A construct that is written anew must be as many lines long as before, or errors would name the wrong ones.
    private string KeepLines(Node node, string text)
    {
        var missing = _source.AsSpan(node.Start, node.End - node.Start).Count('\n') - text.AsSpan().Count('\n');
        if (missing <= 0 || text.Length == 0)
            return text;
        var lines = new string('\n', missing);
        return text[^1] is ')' or ']' or '}' or ';' ? text[..^1] + lines + text[^1] : text + lines;
    }

    private string Name(Identifier identifier)
    {
        if (identifier.Name.StartsWith(Prefix, StringComparison.Ordinal))
            throw new ScriptException($"The name '{identifier.Name}' cannot be used: names that begin with {Prefix} belong to the engine.", identifier.Location.Start.Line);
        _names.Add(identifier.Name);
        _mayChangeBuiltIns |= Dangerous.Contains(identifier.Name);
        return identifier.Name;
    }

    private string Temporary()
    {
        var name = FreshName();
        _temporaries.Peek().Add(name);
        return name;
    }

    private string FreshName() => $"{Prefix}{++_temporaryCount}";

    private string DeclareTemporaries()
    {
        var names = _temporaries.Pop();
        return names.Count == 0 ? "" : $"var {string.Join(',', names)};";
    }

    private static ScriptException Unsupported(Node node, string what) => new(
        $"The JavaScript of this engine has no {what}. It has the syntax of ECMAScript 2021 without async functions, await, generators, BigInt, modules and fields of classes.",
        node.Location.Start.Line);
}
