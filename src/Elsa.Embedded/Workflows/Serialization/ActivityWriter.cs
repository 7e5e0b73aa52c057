using System.Text.Json;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Helpers;

namespace Elsa.Workflows.Serialization;

/// <summary>Writes an activity: its own properties, then those that every activity has, then what was not known when it was read.</summary>
internal static class ActivityWriter
{
    private static readonly string[] Common = ["id", "nodeId", "name", "type", "version", "customProperties", "metadata"];

    public static void Write(Utf8JsonWriter writer, IActivity activity, JsonSerializerOptions options, bool showsPlaceholders)
    {
        if (!showsPlaceholders && activity is NotFoundActivity { OriginalActivityJson.Length: > 0 } missing)
        {
            WriteNotFound(writer, missing, options);
            return;
        }

        writer.WriteStartObject();
        foreach (var member in ActivityShape.Of(activity.GetType()).Json.Values)
        {
            if (Common.Contains(member.JsonName, StringComparer.Ordinal) || (activity is Flowchart && member.JsonName is "connections" or "start"))
                continue;
            WriteMember(writer, activity, member, options);
        }

        if (activity is Flowchart flowchart)
            FlowchartJson.WriteConnections(writer, flowchart, options, withBroken: !showsPlaceholders);
        foreach (var (name, value) in activity.SyntheticProperties)
        {
            writer.WritePropertyName(Names.Camel(name));
            JsonSerializer.Serialize(writer, value, value.GetType(), options);
        }

        WriteCommon(writer, activity, options, showsPlaceholders);
        if (activity is IKeepsUnknown keeper)
            ArgumentJson.WriteUnknown(writer, keeper);
        writer.WriteEndObject();
    }

    private static void WriteMember(Utf8JsonWriter writer, IActivity activity, ActivityMember member, JsonSerializerOptions options)
    {
        var value = member.Get(activity);
        if (value is not null)
        {
            writer.WritePropertyName(member.JsonName);
            JsonSerializer.Serialize(writer, value, member.Property.PropertyType, options);
        }
        else if (member.IsWrappedInput || member.IsOutput)
        {
            // Elsa shows inputs and outputs that have nothing.
            writer.WriteNull(member.JsonName);
        }
    }

    private static void WriteCommon(Utf8JsonWriter writer, IActivity activity, JsonSerializerOptions options, bool showsPlaceholders)
    {
        if (activity.Id is not null)
            writer.WriteString("id", activity.Id);
        if (activity.NodeId is not null)
            writer.WriteString("nodeId", activity.NodeId);
        if (activity.Name is not null)
            writer.WriteString("name", activity.Name);
        writer.WriteString("type", activity.Type);
        writer.WriteNumber("version", activity.Version);
        writer.WritePropertyName("customProperties");
        JsonSerializer.Serialize(writer, showsPlaceholders ? ActivityView.CustomProperties(activity) : activity.CustomProperties, options);
        writer.WritePropertyName("metadata");
        JsonSerializer.Serialize(writer, showsPlaceholders ? ActivityView.Metadata(activity) : activity.Metadata, options);
    }

    // What the host does not know it does not touch, but for the place and the name that tools gave it.
    private static void WriteNotFound(Utf8JsonWriter writer, NotFoundActivity missing, JsonSerializerOptions options)
    {
        using var original = JsonDocument.Parse(missing.OriginalActivityJson);
        writer.WriteStartObject();
        foreach (var property in original.RootElement.EnumerateObject())
        {
            switch (property.Name)
            {
                case "id":
                    writer.WriteString("id", missing.Id);
                    break;
                case "nodeId":
                    writer.WriteString("nodeId", missing.NodeId);
                    break;
                case "metadata":
                    writer.WritePropertyName("metadata");
                    JsonSerializer.Serialize(writer, missing.Metadata, options);
                    break;
                default:
                    property.WriteTo(writer);
                    break;
            }
        }

        if (missing.Metadata.Count > 0 && !original.RootElement.TryGetProperty("metadata", out _))
        {
            writer.WritePropertyName("metadata");
            JsonSerializer.Serialize(writer, missing.Metadata, options);
        }

        writer.WriteEndObject();
    }
}
