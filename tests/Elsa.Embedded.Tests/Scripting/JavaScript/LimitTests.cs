using Elsa.Expressions.JavaScript.Engine;
using Elsa.Expressions.JavaScript.Options;
using Elsa.Expressions.Models;
using Microsoft.Extensions.Configuration;

namespace Elsa.Embedded.Tests.Scripting.JavaScript;

/// <summary>Scripts that would never end, take everything, or spoil the next one.</summary>
public sealed class LimitTests : IDisposable
{
    // Only the loops without end are to meet the limit of time: a busy machine keeps any script waiting for a while.
    private readonly ScriptEvaluator _evaluator = Evaluator("00:01:00", "17179869184");

    // Calls between script and host leave garbage, which counts: a tight loop must not come to the limit of memory before that of time.
    private readonly ScriptEvaluator _hasty = Evaluator("00:00:00.3", "17179869184");

    private readonly ScriptEvaluator _frugal = Evaluator("00:01:00", "67108864");

    public void Dispose()
    {
        _evaluator.Dispose();
        _hasty.Dispose();
        _frugal.Dispose();
    }

    [Theory]
    [InlineData("while (true) {}")]
    [InlineData("for (;;);")]
    [InlineData("do {} while (true)")]
    [InlineData("for (;;) { try { for (;;) {} } catch (e) {} finally {} }")]
    [InlineData("const f = () => { for (;;) f.x }; f()")]
    public void A_loop_without_end_is_stopped(string script) => Assert.Contains("longer than 0.3 s", Assert.Throws<TimeoutException>(() => Evaluate(script, _hasty)).Message);

    [Theory]
    [InlineData("let s = 'x'; while (true) s += s + 'y'")]
    [InlineData("const a = []; while (true) a.push({})")]
    public void A_script_that_takes_ever_more_memory_is_stopped(string script) =>
        Assert.Contains("more than 64 MiB", Assert.Throws<InvalidOperationException>(() => Evaluate(script, _frugal)).Message);

    [Theory]
    [InlineData("const f = () => f(); f()", "calls itself too often")]
    [InlineData("const f = x => [1].map(() => f(x)); f()", "calls itself too often")]
    [InlineData("'x'.repeat(1e9)", "more than 16777216 characters")]
    [InlineData("'x'.padStart(1e9)", "more than 16777216 characters")]
    [InlineData("const a = {}; a.a = a; toJson(a)", "contains itself")]
    [InlineData("const a = {}; a.a = a; JSON.stringify(a)", "cyclical")]
    [InlineData("const a = []; a.push(a); a", "contains itself")]
    [InlineData("let a = {}; for (let i = 0; i < 300; i++) a = { a }; a", "nested more than 100 levels")]
    [InlineData("x => x", "A function or a symbol is no value")]
    [InlineData("Promise.resolve(1)", "A promise is no value")]
    [InlineData("throw 'text'", "The script threw text")]
    [InlineData("throw { code: 5 }", "The script threw {\"code\":5}")]
    [InlineData("throw null", "The script threw null")]
    [InlineData("throw undefined", "The script threw undefined")]
    [InlineData("eval('1')", "Code cannot be made from text")]
    [InlineData("new Function('return 1')()", "Code cannot be made from text")]
    [InlineData("(() => 1).constructor('return 1')()", "Code cannot be made from text")]
    [InlineData("parseJson('{')", "The text is not JSON")]
    [InlineData("parseGuid('x')", "'x' is no GUID")]
    [InlineData("bytesFromBase64('*')", "'*' is not Base64")]
    [InlineData("getConfig('Secret')", "the host has not allowed it")]
    public void What_goes_wrong_has_a_name(string script, string message)
    {
        var error = Assert.ThrowsAny<Exception>(() => Evaluate(script));
        Assert.Contains(message, error.Message);
    }

    [Fact]
    public void A_script_that_is_too_long_is_refused() => Assert.Contains("1048576 are allowed", Assert.Throws<ScriptException>(() => Evaluate("'" + new string('x', 2 << 20) + "'")).Message);

    [Fact]
    public void A_cancelled_run_stops_the_script()
    {
        using var cancellation = new CancellationTokenSource(50);
        Assert.Throws<OperationCanceledException>(() =>
            _evaluator.Evaluate("for (;;) {}", typeof(object), new ExpressionExecutionContext(null!, new MemoryRegister()), cancellationToken: cancellation.Token));
    }

    [Theory]
    [InlineData("leaked = 1", "typeof leaked", "undefined")]
    [InlineData("var leaked = 1", "typeof leaked", "undefined")]
    [InlineData("function leaked() {}", "typeof leaked", "undefined")]
    [InlineData("Array.prototype.leaked = 1", "typeof [].leaked", "undefined")]
    [InlineData("const m = Math; m.max = () => 0", "Math.max(1)", "1")]
    [InlineData("Object.defineProperty(Object.prototype, 'leaked', { value: 1 })", "typeof ({}).leaked", "undefined")]
    [InlineData("Object.getPrototypeOf({}).leaked = 1", "typeof ({}).leaked", "undefined")]
    [InlineData("Object.assign(Math, { max: 1 })", "Math.max(1)", "1")]
    [InlineData("delete Math.max", "Math.max(1)", "1")]
    [InlineData("getVariable = 1", "typeof getVariable", "function")]
    public void Nothing_of_one_script_reaches_the_next(string first, string second, string expected)
    {
        Evaluate(first + "; 1");
        Assert.Equal(expected, Evaluate(second));
    }

    [Fact]
    public void A_realm_is_used_again_after_an_ordinary_script()
    {
        Evaluate("1 + 1");
        Assert.Equal(1, _evaluator.IdleRealms);
        Evaluate("const list = [1, 2]; list.push(3); list.length");
        Assert.Equal(1, _evaluator.IdleRealms);
        Evaluate("const o = {}; o.a = 1; o.a");
        Assert.Equal(0, _evaluator.IdleRealms);
    }

    [Fact]
    public async Task Many_scripts_run_at_once()
    {
        var tasks = Enumerable.Range(0, 200).Select(i => Task.Run(() => Evaluate($"let s = 0; for (let i = 0; i < 100; i++) s += {i % 7}; s"), TestContext.Current.CancellationToken));
        var results = await Task.WhenAll(tasks);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => $"{i % 7 * 100}"), results);
    }

    [Theory]
    [InlineData("JavaScript:TimeLimit", "00:00:00")]
    [InlineData("JavaScript:RecursionDepth", "5")]
    public void Limits_that_make_no_sense_are_refused(string key, string value) =>
        Assert.Contains("The section JavaScript of the configuration is wrong", Assert.Throws<InvalidOperationException>(() => ScriptSettings.ReadLimits(Configuration((key, value)))).Message);

    private string? Evaluate(string script, ScriptEvaluator? evaluator = null) =>
        (string?)(evaluator ?? _evaluator).Evaluate(script, typeof(string), new ExpressionExecutionContext(null!, new MemoryRegister()), cancellationToken: TestContext.Current.CancellationToken).Value;

    private static ScriptEvaluator Evaluator(string timeLimit, string allocatedBytes) => new(
        Microsoft.Extensions.Options.Options.Create(new JintOptions()), TimeProvider.System, Configuration(("JavaScript:TimeLimit", timeLimit), ("JavaScript:AllocatedBytes", allocatedBytes)));

    private static IConfigurationRoot Configuration(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(x => x.Key, x => (string?)x.Value)).Build();
}
