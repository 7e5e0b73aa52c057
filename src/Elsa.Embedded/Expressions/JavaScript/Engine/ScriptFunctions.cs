using System.Text;
using System.Text.Json;
using Elsa.Expressions.Helpers;
using Elsa.Extensions;
using Elsa.Workflows;
using Jurassic;
using Jurassic.Library;

namespace Elsa.Expressions.JavaScript.Engine;

/// <summary>Elsa's own functions, in the order in which editors list them.</summary>
internal static class ScriptFunctions
{
    // The longest stream that a script may read into memory.
    private const int StreamLimit = 64 << 20;

    private static readonly TimeSpan LongestLifetime = TimeSpan.FromDays(36_500);

    public static IReadOnlyList<ScriptFunction> All { get; } =
    [
        new("getWorkflowDefinitionId", "string", [], (x, _) => Workflow(x).Workflow.Identity.DefinitionId),
        new("getWorkflowDefinitionVersionId", "string", [], (x, _) => Workflow(x).Workflow.Identity.Id),
        new("getWorkflowDefinitionVersion", "number", [], (x, _) => Workflow(x).Workflow.Identity.Version),
        new("getWorkflowInstanceId", "string", [], (x, _) => Workflow(x).Id),
        new("getCorrelationId", "string", [], (x, _) => Workflow(x).CorrelationId),
        new("setCorrelationId", null, ["value: string"], (x, a) => Workflow(x).CorrelationId = Text(a, 0)),
        new("getWorkflowInstanceName", "string", [], (x, _) => Workflow(x).Name),
        new("setWorkflowInstanceName", null, ["value: string"], (x, a) => Workflow(x).Name = Text(a, 0)),
        new("setVariable", null, ["name: string", "value: any"], (x, a) => x.Variables.Set(Required(a, 0, "name"), a.ElementAtOrDefault(1))),
        new("getVariable", "any", ["name: string"], (x, a) => x.Variables.Get(Required(a, 0, "name"))),
        new("getInput", "any", ["name: string"], (x, a) => x.Context.GetInput(Required(a, 0, "name"))),
        new("getOutputFrom", "any", ["activityId: string", "outputName?: string"], (x, a) => x.Context.GetOutput(Required(a, 0, "activityId"), Text(a, 1))),
        new("getLastResult", "any", [], (x, _) => x.Context.GetLastResult()),
        new("isNullOrWhiteSpace", "boolean", ["value: string"], (_, a) => string.IsNullOrWhiteSpace(Text(a, 0))),
        new("isNullOrEmpty", "boolean", ["value: string"], (_, a) => string.IsNullOrEmpty(Text(a, 0))),
        new("parseGuid", "Guid", ["value: string"], (_, a) => ParseGuid(Required(a, 0, "value"))),
        new("getShortGuid", "string", [], (_, _) => ShortGuid()),
        new("getGuid", "Guid", [], (_, _) => Guid.NewGuid()),
        new("getGuidString", "string", [], (_, _) => Guid.NewGuid().ToString()),
        new("newShortGuid", "string", [], (_, _) => ShortGuid()),
        new("newGuid", "Guid", [], (_, _) => Guid.NewGuid()),
        new("newGuidString", "string", [], (_, _) => Guid.NewGuid().ToString()),
        new("toJson", "string", ["value: any"], (x, a) => JsonSerializer.Serialize(x.Values.FromScript(a.ElementAtOrDefault(0)), JsonValue.Options)),
        new("parseJson", "any", ["value: string"], (_, a) => ParseJson(Required(a, 0, "value"))),
        new("bytesToString", "string", ["value: Byte[]"], (x, a) => Encoding.UTF8.GetString(Bytes(x, a))),
        new("bytesFromString", "Byte[]", ["value: string"], (_, a) => Encoding.UTF8.GetBytes(Required(a, 0, "value"))),
        new("bytesToBase64", "string", ["value: Byte[]"], (x, a) => Convert.ToBase64String(Bytes(x, a))),
        new("bytesFromBase64", "Byte[]", ["value: string"], (_, a) => FromBase64(Required(a, 0, "value"))),
        new("stringFromBase64", "string", ["value: string"], (_, a) => Encoding.UTF8.GetString(FromBase64(Required(a, 0, "value")))),
        new("stringToBase64", "string", ["value: string"], (_, a) => Convert.ToBase64String(Encoding.UTF8.GetBytes(Required(a, 0, "value")))),
        new("streamToBytes", "Byte[]", ["value: Stream"], (x, a) => Read(x, a)),
        new("streamToBase64", "string", ["value: Stream"], (x, a) => Convert.ToBase64String(Read(x, a))),
        new("getConfig", "any", ["name: string"], (x, a) => Config(x, Required(a, 0, "name"))),
        new("createEventTriggerUrl", "string", ["eventName: string", "seconds?: number"], (x, a) => EventUrl(x, Required(a, 0, "eventName"), a.ElementAtOrDefault(1))),
    ];

    private static WorkflowExecutionContext Workflow(ScriptRun run) => run.Context.GetWorkflowExecutionContext();

    private static string? Text(object?[] arguments, int index) => arguments.ElementAtOrDefault(index) switch
    {
        null or Undefined or Null => null,
        var value => TypeConverter.ToString(value),
    };

    private static string Required(object?[] arguments, int index, string name) =>
        Text(arguments, index) ?? throw new JavaScriptException(ErrorType.TypeError, $"The argument '{name}' is missing.");

    private static Guid ParseGuid(string text) =>
        Guid.TryParse(text, out var value) ? value : throw new JavaScriptException(ErrorType.TypeError, $"'{Short(text)}' is no GUID.");

    private static string ShortGuid() =>
        Convert.ToBase64String(Guid.NewGuid().ToByteArray()).TrimEnd('=').Replace("/", "", StringComparison.Ordinal).Replace("+", "", StringComparison.Ordinal);

    private static JsonElement ParseJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new JavaScriptException(ErrorType.SyntaxError, $"The text is not JSON: {e.Message}", e);
        }
    }

    private static byte[] FromBase64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException e)
        {
            throw new JavaScriptException(ErrorType.TypeError, $"'{Short(text)}' is not Base64.", e);
        }
    }

    private static byte[] Bytes(ScriptRun run, object?[] arguments) => run.Values.FromScript(arguments.ElementAtOrDefault(0)) switch
    {
        byte[] bytes => bytes,
        object?[] items => items.Select(x => Convert.ToByte(x, System.Globalization.CultureInfo.InvariantCulture)).ToArray(),
        _ => throw new JavaScriptException(ErrorType.TypeError, "The argument 'value' must be bytes."),
    };

    private static byte[] Read(ScriptRun run, object?[] arguments)
    {
        if (run.Values.FromScript(arguments.ElementAtOrDefault(0)) is not Stream stream)
            throw new JavaScriptException(ErrorType.TypeError, "The argument 'value' must be a stream.");

        using var bytes = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            run.Tick();
            if (bytes.Length + read > StreamLimit)
                throw new JavaScriptException(ErrorType.RangeError, $"The stream is longer than {StreamLimit >> 20} MiB.");
            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    private static string EventUrl(ScriptRun run, string eventName, object? seconds) => seconds is null or Undefined or Null
        ? run.Context.GenerateEventTriggerUrl(eventName)
        : run.Context.GenerateEventTriggerUrl(eventName, Lifetime(TypeConverter.ToNumber(seconds)));

    private static TimeSpan Lifetime(double seconds) => seconds > 0 && seconds <= LongestLifetime.TotalSeconds
        ? TimeSpan.FromSeconds(seconds)
        : throw new JavaScriptException(ErrorType.RangeError, $"The argument 'seconds' must be more than 0 and at most {LongestLifetime.TotalSeconds:0}.");

    private static string? Config(ScriptRun run, string name) => run.Settings.Options.AllowConfigurationAccess
        ? run.Settings.Configuration?[name]
        : throw new JavaScriptException(ErrorType.Error, "Scripts may not read the configuration: the host has not allowed it.");

    private static string Short(string text) => text.Length > 80 ? text[..80] + "..." : text;
}
