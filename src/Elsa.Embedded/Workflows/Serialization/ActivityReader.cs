using System.Collections;
using System.Text.Json;
using Elsa.Expressions.Exceptions;
using Elsa.Expressions.Helpers;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Helpers;
using Elsa.Workflows.Models;
using Elsa.Workflows.Services;

namespace Elsa.Workflows.Serialization;

/// <summary>Makes an activity of the type that the JSON names, and fills its properties. What it does not know is kept.</summary>
internal sealed class ActivityReader(ActivityRegistry registry, JsonSerializerOptions options)
{
    private const string ErrorPrefix = "Activity '";

    public IActivity Read(JsonElement json)
    {
        if (registry.IsEmpty)
            throw new InvalidOperationException("The activity registry is empty: start the host, or call IRegistriesPopulator.PopulateAsync first.");

        var typeName = Text(json, "type") ?? throw new JsonException("An activity has no type.");
        var version = json.TryGetProperty("version", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) ? value : 0;
        var descriptor = registry.Find(typeName, version) ?? (version == 0 ? registry.Find(typeName) : null);
        if (descriptor is null)
            return ReadNotFound(json, typeName, version);

        var activity = ActivityShape.Of(descriptor.ClrType).Create();
        activity.Type = typeName;
        activity.Version = descriptor.Version;
        var shape = ActivityShape.Of(activity.GetType());
        foreach (var property in json.EnumerateObject())
        {
            // Connections name activities of the same flowchart, which must be there first.
            if (activity is Flowchart && property.Name is "connections" or "start")
                continue;
            Guard(json, typeName, property.Name, () => ReadProperty(activity, shape, descriptor, property));
        }

        if (activity is Flowchart flowchart)
            Guard(json, typeName, "connections", () => FlowchartJson.ReadConnections(flowchart, json, options));
        return activity;
    }

    private void ReadProperty(IActivity activity, ActivityShape shape, ActivityDescriptor descriptor, JsonProperty property)
    {
        var value = property.Value;
        switch (property.Name)
        {
            case "type" or "version":
                return;
            case "id":
                activity.Id = RequireText(value);
                return;
            case "nodeId":
                activity.NodeId = RequireText(value);
                return;
            case "name":
                activity.Name = value.GetString();
                return;
        }

        if (shape.Json.TryGetValue(property.Name, out var member))
        {
            ReadMember(activity, member, value);
            return;
        }

        if (ReadSynthetic(activity, descriptor, property))
            return;

        if (activity is IKeepsUnknown keeper)
            (keeper.Unknown ??= new Dictionary<string, JsonElement>())[property.Name] = value.Clone();
    }

    private void ReadMember(IActivity activity, ActivityMember member, JsonElement json)
    {
        var type = member.Property.PropertyType;
        var isList = type != typeof(string) && typeof(IEnumerable).IsAssignableFrom(type);
        if (json.ValueKind == JsonValueKind.Null)
        {
            // A list that is not there is an empty one.
            if (!type.IsValueType && !isList)
                member.Set(activity, null);
            return;
        }

        var value = json.Deserialize(type, options);
        if (isList && value is not IDictionary && ((IEnumerable)value!).Cast<object?>().Contains(null))
            throw new JsonException("The list has an entry that is null.");
        member.Set(activity, value);
    }

    private bool ReadSynthetic(IActivity activity, ActivityDescriptor descriptor, JsonProperty property)
    {
        bool Matches(PropertyDescriptor x) => x.IsSynthetic && string.Equals(Names.Camel(x.Name), property.Name, StringComparison.Ordinal);
        var input = descriptor.Inputs.FirstOrDefault(Matches);
        var output = input is null ? descriptor.Outputs.FirstOrDefault(Matches) : null;
        if (input is null && output is null)
            return false;
        if (property.Value.ValueKind == JsonValueKind.Null)
            return true;
        var type = input is not null ? typeof(Input<>).MakeGenericType(input.Type) : typeof(Output<>).MakeGenericType(output!.Type);
        activity.SyntheticProperties[(input as PropertyDescriptor ?? output!).Name] = property.Value.Deserialize(type, options)!;
        return true;
    }

    private NotFoundActivity ReadNotFound(JsonElement json, string typeName, int version)
    {
        var activity = new NotFoundActivity(typeName, null, null)
        {
            MissingTypeVersion = version,
            OriginalActivityJson = json.GetRawText(),
            Id = Text(json, "id")!,
            NodeId = Text(json, "nodeId")!,
            Name = Text(json, "name"),
        };
        if (json.TryGetProperty("customProperties", out var properties) && properties.ValueKind == JsonValueKind.Object)
            activity.CustomProperties = properties.Deserialize<IDictionary<string, object>>(options)!;
        if (json.TryGetProperty("metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object)
            activity.Metadata = metadata.Deserialize<IDictionary<string, object>>(options)!;
        return activity;
    }

    private static void Guard(JsonElement json, string typeName, string property, Action read)
    {
        try
        {
            read();
        }
        catch (JsonException e) when (e.Message.StartsWith(ErrorPrefix, StringComparison.Ordinal))
        {
            // The activity inside says it best.
            throw;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or NotSupportedException or TypeConversionException or InvalidCastException)
        {
            throw new JsonException($"{ErrorPrefix}{Text(json, "id")}' ({typeName}), property '{property}': {e.Message}", e);
        }
    }

    private static string RequireText(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new JsonException($"A text was expected, not {value.ValueKind}.");

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
