using System.Collections.Concurrent;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.JavaScript.Contracts;
using Elsa.Expressions.JavaScript.Options;
using Elsa.Expressions.Models;
using Jurassic;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Elsa.Expressions.JavaScript.Engine;

/// <summary>Runs scripts: compiled once by their text, each in a realm that nobody else uses meanwhile.</summary>
internal sealed class ScriptEvaluator : IJavaScriptEvaluator, IDisposable
{
    // Characters of script text whose compiled code is kept.
    private const long CacheSize = 16 << 20;

    private readonly ConcurrentBag<ScriptRealm> _realms = [];
    private readonly MemoryCache _scripts = new(new MemoryCacheOptions { SizeLimit = CacheSize });
    private readonly ScriptSettings _settings;

    public ScriptEvaluator(IOptions<JintOptions> options, TimeProvider time, IConfiguration? configuration = null) =>
        _settings = new ScriptSettings(options.Value, ScriptSettings.ReadLimits(configuration), configuration, time);

    /// <summary>How many realms wait to be used again.</summary>
    internal int IdleRealms => _realms.Count;

    public ScriptResult Evaluate(
        string expression, Type returnType, ExpressionExecutionContext context, ExpressionEvaluatorOptions? options = null, bool maySetOutcomes = false, CancellationToken cancellationToken = default)
    {
        var script = Compile(expression);
        var realm = _realms.TryTake(out var idle) ? idle : new ScriptRealm(_settings.Limits);
        var run = new ScriptRun(realm, context, options ?? ExpressionEvaluatorOptions.Empty, _settings, cancellationToken) { MaySetOutcomes = maySetOutcomes };
        var healthy = false;
        try
        {
            var value = run.Values.FromScript(realm.Evaluate(script, run));
            run.Variables.WriteBack();
            healthy = true;
            return new ScriptResult(value.ConvertTo(returnType), run.Outcomes);
        }
        catch (JavaScriptException e)
        {
            healthy = true;
            throw new ScriptException(MessageOf(e, realm), e.LineNumber, e);
        }
        catch (StackOverflowException e)
        {
            throw new ScriptException($"The script calls itself too often: more than {_settings.Limits.RecursionDepth} calls are open.", 0, e);
        }
        catch (OutOfMemoryException e)
        {
            throw new ScriptException("The script takes more memory than there is.", 0, e);
        }
        finally
        {
            if (healthy && !script.MayChangeBuiltIns && realm.TryForget() && _realms.Count < Environment.ProcessorCount * 2)
                _realms.Add(realm);
        }
    }

    public void Dispose() => _scripts.Dispose();

    private CompiledScript Compile(string text)
    {
        if (_scripts.TryGetValue(text, out CompiledScript? known))
            return known!;

        var script = CompiledScript.Compile(text, _settings.Limits);
        _scripts.Set(text, script, new MemoryCacheEntryOptions { Size = text.Length + 256, SlidingExpiration = _settings.Options.ScriptCacheTimeout });
        return script;
    }

    // An Error tells by its own message what happened; anything else that was thrown is shown as it is.
    private static string MessageOf(JavaScriptException e, ScriptRealm realm)
    {
        switch (e.GetErrorObject(realm.Engine))
        {
            case Jurassic.Library.ErrorInstance error:
                var message = TypeConverter.ToString(error["message"]).TrimEnd('.');
                return message.Length > 0 ? message : TypeConverter.ToString(error["name"]);
            case Jurassic.Library.ObjectInstance thrown:
                return "The script threw " + Show(thrown, realm);
            case var thrown:
                return "The script threw " + TypeConverter.ToString(thrown);
        }
    }

    private static string Show(Jurassic.Library.ObjectInstance thrown, ScriptRealm realm)
    {
        try
        {
            return TypeConverter.ToString(Jurassic.Library.JSONObject.Stringify(realm.Engine, thrown));
        }
        catch (JavaScriptException)
        {
            return "an object that contains itself";
        }
    }
}
