using System.Dynamic;
using System.Text.Json;
using System.Text.Json.Nodes;
using Elsa.Workflows.LogPersistence;

namespace Elsa.Workflows.Management.Models;

/// <summary>A type that tools offer for variables, inputs and outputs.</summary>
/// <param name="Type">The type.</param>
/// <param name="Category">Under what it is listed.</param>
/// <param name="Description">What it is for.</param>
public record VariableDescriptor(Type Type, string Category, string? Description);

/// <summary>The types that every engine offers.</summary>
internal static class VariableTypes
{
    private const string Primitives = nameof(Primitives);
    private const string Lookups = nameof(Lookups);
    private const string Dynamic = nameof(Dynamic);
    private const string Data = nameof(Data);

    // The first one is what tools start with.
    public static IEnumerable<VariableDescriptor> Plain { get; } =
    [
        new(typeof(object), Primitives, "The root class for all object in the CLR System."),
        new(typeof(string), Primitives, "Represents a static string of characters."),
        new(typeof(bool), Primitives, "Represents a true or false value."),
        new(typeof(int), Primitives, "A 32 bit integer."),
        new(typeof(long), Primitives, "A 64 bit integer."),
        new(typeof(float), Primitives, "A 32 bit floating point number."),
        new(typeof(double), Primitives, "A 64 bit floating point number."),
        new(typeof(decimal), Primitives, "A decimal number."),
        new(typeof(Guid), Primitives, "Represents a Globally Unique Identifier."),
        new(typeof(DateTime), Primitives, "A value type that represents a date and time."),
        new(typeof(DateTimeOffset), Primitives, "A value type that consists of a DateTime and a time zone offset."),
        new(typeof(TimeSpan), Primitives, "Represents a duration of time."),
        new(typeof(IDictionary<string, string>), Lookups, "A dictionary with string key and values."),
        new(typeof(IDictionary<string, object>), Lookups, "A dictionary with string key and object values."),
        new(typeof(ExpandoObject), Dynamic, "A dictionary that can be typed as dynamic to access members using dot notation."),
        new(typeof(JsonElement), Dynamic, "A JSON element for reading a JSON structure."),
        new(typeof(JsonNode), Dynamic, "A JSON node for reading and writing a JSON structure."),
        new(typeof(JsonObject), Dynamic, "A JSON object for reading and writing a JSON structure."),
        new(typeof(byte[]), Data, "A byte array."),
        new(typeof(Stream), Data, "A stream."),
        new(typeof(LogPersistenceMode), "System", "A LogPersistenceMode enum value."),
    ];
}
