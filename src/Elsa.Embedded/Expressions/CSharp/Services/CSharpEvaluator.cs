using System.Diagnostics;
using Elsa.Expressions.CSharp.Contracts;
using Elsa.Expressions.CSharp.Models;
using Elsa.Expressions.CSharp.Notifications;
using Elsa.Expressions.CSharp.Options;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;
using Elsa.Mediator.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace Elsa.Expressions.CSharp.Services;

/// <summary>
/// Runs scripts in C#: compiled once by their text and by the variables that they see. A script cannot be stopped while it computes, only where it looks at a cancellation token; and what was
/// compiled stays in memory until the process ends, for the compiler offers no assemblies that can be unloaded.
/// </summary>
public class CSharpEvaluator : ICSharpEvaluator
{
    private const string FileName = "script.csx";

    private readonly INotificationSender _notificationSender;
    private readonly CSharpOptions _options;
    private readonly IMemoryCache _memoryCache;
    private ScriptOptions? _scriptOptions;

    /// <summary>Creates the evaluator.</summary>
    public CSharpEvaluator(INotificationSender notificationSender, IOptions<CSharpOptions> scriptOptions, IMemoryCache memoryCache)
    {
        _notificationSender = notificationSender;
        _options = scriptOptions.Value;
        _memoryCache = memoryCache;
    }

    /// <inheritdoc />
    public async Task<object?> EvaluateAsync(
        string expression,
        Type returnType,
        ExpressionExecutionContext context,
        ExpressionEvaluatorOptions options,
        Func<ScriptOptions, ScriptOptions>? configureScriptOptions = null,
        Func<Script<object>, Script<object>>? configureScript = null,
        CancellationToken cancellationToken = default)
    {
        if (!_options.AllowHostCodeExecution)
            throw new InvalidOperationException("C# is switched off on this host: it would be code on the server. CSharpOptions.AllowHostCodeExecution switches it on.");

        var script = await PrepareAsync(expression, context, options, configureScriptOptions, cancellationToken);
        if (configureScript is not null)
            script = configureScript(script);

        var run = Compile(script, cancellationToken);
        try
        {
            var value = await run(new Globals(context, options.Arguments), cancellationToken);
            return value.ConvertTo(returnType);
        }
        catch (Exception e) when (MarkLine(e))
        {
            throw;
        }
    }

    // The accessors of the workflow, then what the host and others add, then the script itself.
    private async Task<Script<object>> PrepareAsync(
        string expression, ExpressionExecutionContext context, ExpressionEvaluatorOptions options, Func<ScriptOptions, ScriptOptions>? configure, CancellationToken cancellationToken)
    {
        var scriptOptions = _scriptOptions ??= CreateOptions();
        foreach (var callback in _options.ConfigureScriptOptionsCallbacks)
            scriptOptions = callback(scriptOptions, context);
        if (configure is not null)
            scriptOptions = configure(scriptOptions);

        Script script = CSharpScript.Create<object>(_options.DisableWrappers ? "" : WorkflowAccessors.Write(context), scriptOptions, typeof(Globals));
        foreach (var callback in _options.ConfigureScriptCallbacks)
            script = callback(script, context);

        var notification = new EvaluatingCSharp(options, script, scriptOptions, context);
        await _notificationSender.SendAsync(notification, cancellationToken);
        return notification.Script.ContinueWith<object>(expression, notification.ScriptOptions);
    }

    private ScriptRunner<object> Compile(Script<object> script, CancellationToken cancellationToken)
    {
        var key = new CompiledKey(KeyOf(script));
        if (_memoryCache.TryGetValue(key, out ScriptRunner<object>? known))
            return known!;

        try
        {
            var run = script.CreateDelegate(cancellationToken);
            _memoryCache.Set(key, run, new MemoryCacheEntryOptions { SlidingExpiration = _options.ScriptCacheTimeout, Size = 1 });
            return run;
        }
        catch (CompilationErrorException e)
        {
            var errors = e.Diagnostics.Where(x => x.Severity == DiagnosticSeverity.Error).Take(5).ToList();
            var lines = errors.Select(x => $"{x.GetMessage(System.Globalization.CultureInfo.InvariantCulture)} ({x.Id}, line {x.Location.GetLineSpan().StartLinePosition.Line + 1})");
            throw new InvalidOperationException($"The script cannot be compiled: {string.Join(' ', lines)}", e);
        }
    }

    // Text and options of the whole chain: what they say decides what is compiled.
    private string KeyOf(Script script)
    {
        var parts = new List<string>();
        for (Script? part = script; part is not null; part = part.Previous)
        {
            parts.Add(part.Code);
            if (!ReferenceEquals(part.Options, _scriptOptions))
                parts.AddRange(part.Options.Imports.Concat(part.Options.MetadataReferences.Select(x => x.Display ?? "")));
        }

        return string.Join('\0', parts);
    }

    private ScriptOptions CreateOptions() => ScriptOptions.Default
        .WithReferences(_options.Assemblies)
        .WithImports(_options.Namespaces)
        .WithFilePath(FileName)
        .WithFileEncoding(System.Text.Encoding.UTF8)
        .WithEmitDebugInformation(true)
        .WithOptimizationLevel(OptimizationLevel.Release);

    // The line of the script goes with the exception; the exception itself stays what it is.
    private static bool MarkLine(Exception exception)
    {
        if (LineOf(exception) is var line and > 0)
            exception.Data["line"] = line;
        return false;
    }

    private static int LineOf(Exception exception) =>
        new StackTrace(exception, fNeedFileInfo: true).GetFrames().FirstOrDefault(x => x.GetFileName()?.EndsWith(FileName, StringComparison.Ordinal) == true)?.GetFileLineNumber() ?? 0;

    private sealed record CompiledKey(string Text);
}
