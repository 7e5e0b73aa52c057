using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TapeFlows.Server.Output;

/// <summary>Writes results as JSON on standard output: one value, snake case, and a line feed.</summary>
internal static class JsonOutput
{
    // A name such as "Übung" stays readable in the output; nothing here goes into HTML.
    private static readonly JsonWriterOptions Lines = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly ResultJson Shapes = new(new JsonSerializerOptions(ResultJson.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    private static readonly JsonSerializerOptions FreeShapes = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One value.</summary>
    public static void Write<T>(Screen screen, T value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Lines))
            JsonSerializer.Serialize(writer, value, ShapeOf<T>());
        screen.Out.WriteLine(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        screen.Out.Flush();
    }

    /// <summary>An array, one item a line, each written as it comes.</summary>
    public static async Task WriteArrayAsync<T>(Screen screen, IAsyncEnumerable<T> items)
    {
        var shape = ShapeOf<T>();
        var separator = "[\n  ";
        await foreach (var item in items)
        {
            screen.Out.Write(separator);
            screen.Out.Write(JsonSerializer.Serialize(item, shape));
            separator = ",\n  ";
        }

        screen.Out.WriteLine(separator[0] == '[' ? "[]" : "\n]");
        screen.Out.Flush();
    }

    /// <summary>A value of a type that only a workflow knows; in words where it cannot be written.</summary>
    public static JsonNode? Free(object? value)
    {
        try
        {
            return JsonSerializer.SerializeToNode(value, FreeShapes);
        }
        catch (Exception e) when (e is NotSupportedException or JsonException)
        {
            return value?.ToString();
        }
    }

    private static JsonTypeInfo<T> ShapeOf<T>() => (JsonTypeInfo<T>)Shapes.GetTypeInfo(typeof(T))!;
}

/// <summary>The shapes that scripts see.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.Never)]
[JsonSerializable(typeof(RunSummary))]
[JsonSerializable(typeof(SetLine))]
[JsonSerializable(typeof(FileLine))]
[JsonSerializable(typeof(VolumeLine))]
[JsonSerializable(typeof(LibraryLine))]
[JsonSerializable(typeof(CleanLine))]
[JsonSerializable(typeof(DumpSummary))]
[JsonSerializable(typeof(RebuildSummary))]
[JsonSerializable(typeof(LibrarySummary))]
[JsonSerializable(typeof(WorkflowLine))]
[JsonSerializable(typeof(WorkflowFileLine))]
[JsonSerializable(typeof(WorkflowRunSummary))]
[JsonSerializable(typeof(TapeFlows.Server.Procedures.DefinitionChange))]
internal sealed partial class ResultJson : JsonSerializerContext;
