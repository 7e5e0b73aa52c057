using System.Text.Json;
using System.Text.Json.Serialization;
using Elsa.Workflows.Helpers;
using Elsa.Workflows.Models;
using Elsa.Workflows.Services;

namespace Elsa.Workflows.Serialization;

/// <summary>Reads and writes activities, whether the property is of the interface or of a class.</summary>
internal sealed class ActivityConverterFactory(ActivityRegistry registry, bool showsPlaceholders) : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeof(IActivity).IsAssignableFrom(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(ActivityConverter<>).MakeGenericType(typeToConvert), registry, showsPlaceholders)!;
}

/// <summary>Hands activities to the reader and the writer.</summary>
internal sealed class ActivityConverter<T>(ActivityRegistry registry, bool showsPlaceholders) : JsonConverter<T> where T : class, IActivity
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var json = ArgumentJson.ReadObject(ref reader, "An activity");
        var activity = new ActivityReader(registry, options).Read(json);
        return activity as T ?? throw new JsonException($"The activity '{activity.Id}' is of the type {activity.Type}; one of {typeof(T).Name} was expected.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => ActivityWriter.Write(writer, value, options, showsPlaceholders);
}
