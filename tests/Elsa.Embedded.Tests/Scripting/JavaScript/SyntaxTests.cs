using Elsa.Expressions.JavaScript.Engine;
using Elsa.Expressions.JavaScript.Options;
using Elsa.Expressions.Models;

namespace Elsa.Embedded.Tests.Scripting.JavaScript;

/// <summary>The syntax that authors of workflows write today, on an engine that knows less of it.</summary>
public sealed class SyntaxTests : IDisposable
{
    private readonly ScriptEvaluator _evaluator = new(Microsoft.Extensions.Options.Options.Create(new JintOptions()), TimeProvider.System);

    public void Dispose() => _evaluator.Dispose();

    [Theory]
    [InlineData("1 + 1", "2")]
    [InlineData("'text'", "text")]
    [InlineData("`a ${1 + 1} b ${`n${2}`}`", "a 2 b n2")]
    [InlineData("let x = 1; const y = 2; x + y", "3")]
    [InlineData("if (true) { 'then' } else { 'else' }", "then")]
    [InlineData("return 7", "7")]
    [InlineData("if (1 > 0) return 'early'; 'late'", "early")]
    [InlineData("var f = x => x + 1; f(2)", "3")]
    [InlineData("((a, b) => { return a * b })(3, 4)", "12")]
    [InlineData("(() => ({ a: 5 }))().a", "5")]
    [InlineData("[1, 2, 3].filter(x => x > 1).map(x => x * 2).join()", "4,6")]
    [InlineData("({ n: 2, f() { return [1].map(x => x + this.n)[0] } }).f()", "3")]
    [InlineData("const { a, b: { c = 4 } = {}, ...rest } = { a: 1, d: 2, e: 3 }; `${a} ${c} ${Object.keys(rest)}`", "1 4 d,e")]
    [InlineData("const [p, , q = 9, ...r] = [1, 2, undefined, 4, 5]; `${p} ${q} ${r}`", "1 9 4,5")]
    [InlineData("let a = 1, b = 2; [a, b] = [b, a]; `${a}${b}`", "21")]
    [InlineData("(({ name, size = 3 }, [first]) => name + size + first)({ name: 'n' }, ['f'])", "n3f")]
    [InlineData("((first, ...others) => first + others.length)(1, 2, 3)", "3")]
    [InlineData("(function (a = 3) { return a })()", "3")]
    [InlineData("[...[1, 2], 3, ...'ab'].join('')", "123ab")]
    [InlineData("Math.max(...[1, 5, 3])", "5")]
    [InlineData("(x => x.join(...['-']))([1, 2])", "1-2")]
    [InlineData("new Date(...[0]).getTime()", "0")]
    [InlineData("JSON.stringify({ ...{ a: 1 }, b: 2, ...null })", "{\"a\":1,\"b\":2}")]
    [InlineData("null ?? 5", "5")]
    [InlineData("0 ?? 5", "0")]
    [InlineData("const o = { a: { b: () => 3, l: [4] } }; `${o?.a?.b()} ${o.x?.y.z} ${o.x?.()} ${o?.a.l?.[0]} ${o.a.c?.(1) ?? 'none'}`", "3 undefined undefined 4 none")]
    [InlineData("let x = null; x ??= 4; x ||= 5; x &&= 6; x", "6")]
    [InlineData("const o = { a: null }; o.a ??= 2; o['a'] &&= 3; o.a", "3")]
    [InlineData("let s = 0; for (const [k, v] of Object.entries({ a: 1, b: 2 })) s += v; s", "3")]
    [InlineData("let s = ''; for (const { n } of [{ n: 'x' }, { n: 'y' }]) { s += n } s", "xy")]
    [InlineData("try { null.x } catch { 'caught' }", "caught")]
    [InlineData("try { throw { message: 'm' } } catch ({ message }) { message }", "m")]
    [InlineData("class A { constructor(x) { this.x = x } get y() { return this.x } static s() { return 1 } } class B extends A { z() { return this.y + A.s() } } new B(2).z()", "3")]
    [InlineData("1_000 + 2 ** 3", "1008")]
    [InlineData("((a, b,) => a + b)(1, 2,)", "3")]
    [InlineData("'aXbX'.replaceAll('X', '-') + 'a'.padStart(3, '.') + [1, 2].at(-1) + Object.values({ v: 8 })[0]", "a-b-..a28")]
    [InlineData("let i = 0; while (true) { if (++i > 4) break } i", "5")]
    [InlineData("let i = 0; do i++; while (i < 3); i", "3")]
    [InlineData("outer: for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) if (j == 1) continue outer; 'done'", "done")]
    [InlineData("switch (2) { case 1: 'one'; break; case 2: 'two'; break }", "two")]
    [InlineData("/* a comment */ // and another\n'after'", "after")]
    public void Todays_syntax_yields_what_it_should(string script, string expected) => Assert.Equal(expected, Evaluate(script));

    [Theory]
    [InlineData("\n\nasync function f() {}", "no async functions", 3)]
    [InlineData("function* g() {}", "no generators", 1)]
    [InlineData("10n", "no BigInt numbers", 1)]
    [InlineData("class A { x = 1 }", "no fields of classes", 1)]
    [InlineData("const a = 1;\na +\n* b", "The script cannot be read: Unexpected token '*'", 3)]
    [InlineData("$$tick()", "names that begin with $$ belong to the engine", 1)]
    public void What_the_engine_does_not_know_is_named_with_its_line(string script, string message, int line)
    {
        var error = Assert.Throws<ScriptException>(() => Evaluate(script));
        Assert.Contains(message, error.Message);
        Assert.Equal(line, error.Line);
    }

    [Theory]
    [InlineData("const f = (\n  a\n) =>\n  a.b;\n\nnope.x", 6)]
    [InlineData("const {\n  a,\n  b\n} = { a: 1 };\nnope.x", 5)]
    [InlineData("const a = {\n  ...null,\n  c: 1\n};\n[1].map(x =>\n  nope.x)", 6)]
    [InlineData("throw new Error(\n'here')", 1)]
    public void An_error_names_the_line_of_the_script_as_it_was_written(string script, int line) =>
        Assert.Equal(line, Assert.Throws<ScriptException>(() => Evaluate(script)).Line);

    [Fact]
    public void A_script_that_is_nested_without_end_is_refused()
    {
        var error = Assert.Throws<ScriptException>(() => Evaluate(new string('(', 200_000)));
        Assert.Contains("nested too deeply", error.Message);
    }

    private string? Evaluate(string script) =>
        (string?)_evaluator.Evaluate(script, typeof(string), new ExpressionExecutionContext(null!, new MemoryRegister()), cancellationToken: TestContext.Current.CancellationToken).Value;
}
