using System.Text.Json;
using System.Text.Json.Serialization;
using Quartz;

namespace TapeFlows.Scheduling.Workflows;

/// <summary>
/// What a Quartz trigger carries: the name of what is scheduled, when it is due, and the engine's request, all as text. By the first two something that is scheduled again is recognised;
/// the name is here as well as in the key, because a firing that is recovered has a key of its own.
/// </summary>
internal static class FireData
{
    private const string Task = "task";
    private const string Schedule = "schedule";
    private const string Request = "request";

    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new PlainValueConverter() },
    };

    public static JobDataMap Of<T>(string task, string schedule, T request) => new()
    {
        [Task] = task,
        [Schedule] = schedule,
        [Request] = JsonSerializer.Serialize(request, Json),
    };

    /// <summary>Whether two triggers do the same at the same times.</summary>
    public static bool IsSame(JobDataMap one, JobDataMap other) => Text(one, Schedule) == Text(other, Schedule) && Text(one, Request) == Text(other, Request);

    public static string TaskOf(IJobExecutionContext context) => Text(context.MergedJobDataMap, Task) ?? throw Unreadable(context, Task);

    public static T RequestOf<T>(IJobExecutionContext context)
    {
        var text = Text(context.MergedJobDataMap, Request) ?? throw Unreadable(context, Request);
        return JsonSerializer.Deserialize<T>(text, Json) ?? throw Unreadable(context, Request);
    }

    private static string? Text(JobDataMap data, string key) => data.TryGetValue(key, out var value) ? value as string : null;

    private static InvalidOperationException Unreadable(IJobExecutionContext context, string key) =>
        new($"The Quartz trigger {context.Trigger.Key} carries no readable '{key}'. It was not made by this scheduler, or was changed since; delete it and publish the workflow again.");

    /// <summary>Values of unknown type come back as what they were, not as pieces of JSON.</summary>
    private sealed class PlainValueConverter : JsonConverter<object>
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(object);

        public override object? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.True or JsonTokenType.False => reader.GetBoolean(),
            JsonTokenType.Number => reader.TryGetInt64(out var whole) ? whole : reader.GetDouble(),
            JsonTokenType.Null => null,
            _ => JsonElement.ParseValue(ref reader),
        };

        public override void Write(Utf8JsonWriter writer, object value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, value.GetType(), options);
    }
}
