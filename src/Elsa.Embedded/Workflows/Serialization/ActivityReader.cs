using System.Collections;
using System.Text.Json;
using Elsa.Expressions.Exceptions;
using Elsa.Expressions.Helpers;
using Elsa.Expressions.Models;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Activities;
using Elsa.Workflows.Helpers;
using Elsa.Workflows.Management.Activities.WorkflowDefinitionActivity;
using Elsa.Workflows.Models;
using Elsa.Workflows.Services;

namespace Elsa.Workflows.Serialization;

/// <summary>Makes an activity of the type that the JSON names, and fills its properties. What it does not know is kept.</summary>
internal sealed class ActivityReader(ActivityRegistry registry, JsonSerializerOptions options)
{
    private const string ErrorPrefix = "Activity '";

    private int _level;

    public IActivity Read(JsonElement json)
    {
        if (_level == WorkflowGraph.MaxNesting)
            throw new JsonException($"{ErrorPrefix}{Text(json, "id")}' ({Text(json, "type")}) is nested deeper than {WorkflowGraph.MaxNesting} levels of activities. Move what is inside into a workflow of its own.");
        _level++;
        try
        {
            return ReadActivity(json);
        }
        finally
        {
            _level--;
        }
    }

    private IActivity ReadActivity(JsonElement json)
    {
        if (registry.IsEmpty)
            throw new InvalidOperationException("The activity registry is empty: start the host, or call IRegistriesPopulator.PopulateAsync first.");

        var typeName = Text(json, "type") ?? throw new JsonException("An activity has no type.");
        var version = json.TryGetProperty("version", out var number) && number.ValueKind == JsonValueKind.Number && number.TryGetInt32(out var value) ? value : 0;
        var descriptor = registry.Find(typeName, version) ?? (version == 0 ? registry.Find(typeName) : null);
        if (descriptor is null)
        {
            registry.Miss();
            descriptor = version == 0 ? null : FindUsedWorkflow(json, typeName);
        }

        if (descriptor is null)
            return ReadNotFound(json, typeName, version);

        var activity = ActivityShape.Of(descriptor.ClrType).Create();
        activity.Type = descriptor.TypeName;
        activity.Version = descriptor.Version;
        var shape = ActivityShape.Of(activity.GetType());
        foreach (var property in json.EnumerateObject())
        {
            // Connections name activities of the same flowchart, which must be there first.
            if (activity is Flowchart && property.Name is "connections" or "start")
                continue;
            Guard(json, typeName, property.Name, () => ReadProperty(activity, shape, descriptor, property));
        }

        if (activity is WorkflowDefinitionActivity used)
            UsedWorkflowJson.Complete(used, descriptor, registry);
        foreach (var input in descriptor.InputList)
        {
            if (input.DefaultValue is not null && !json.TryGetProperty(Names.Camel(input.Name), out _))
                Guard(json, typeName, input.Name, () => SetDefault(activity, input));
        }

        if (activity is Flowchart flowchart)
            Guard(json, typeName, "connections", () => FlowchartJson.ReadConnections(flowchart, json, options));
        if (activity is NotFoundActivity placeholder)
            ActivityView.RemoveTexts(placeholder);
        return activity;
    }

    // A definition from another host pins versions of workflows by numbers that they may not have here: the identity says which is meant, the one in use stands for it.
    private ActivityDescriptor? FindUsedWorkflow(JsonElement json, string typeName)
    {
        if (Text(json, "workflowDefinitionId") is not { } definitionId)
            return null;
        var versionId = Text(json, "workflowDefinitionVersionId");
        return registry.Find(x => versionId is not null && IsOf(x, "WorkflowDefinitionVersionId", versionId))
            ?? (registry.Find(typeName) is { } latest && IsOf(latest, "WorkflowDefinitionId", definitionId) ? latest : null);

        static bool IsOf(ActivityDescriptor descriptor, string property, string id) =>
            descriptor.CustomProperties.TryGetValue(property, out var value) && string.Equals(value as string, id, StringComparison.Ordinal);
    }

    private void ReadProperty(IActivity activity, ActivityShape shape, ActivityDescriptor descriptor, JsonProperty property)
    {
        var value = property.Value;
        switch (property.Name)
        {
            case "type" or "version":
                return;
            case "id" or "nodeId" when value.ValueKind == JsonValueKind.Null:
                // The graph names what has no name.
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

        if (ReadActivities(member, json) is { } held)
        {
            member.Set(activity, held);
            return;
        }

        var value = json.Deserialize(type, options);
        if (isList && value is not IDictionary && ((IEnumerable)value!).Cast<object?>().Contains(null))
            throw new JsonException("The list has an entry that is null.");
        member.Set(activity, value);
    }

    // Without the way through the converters, which would copy the text of everything inside once for each level.
    private object? ReadActivities(ActivityMember member, JsonElement json)
    {
        if (member.HoldsActivity && json.ValueKind == JsonValueKind.Object && Read(json) is var single && member.Property.PropertyType.IsInstanceOfType(single))
            return single;
        if (!member.HoldsActivities || json.ValueKind != JsonValueKind.Array || !member.Property.PropertyType.IsAssignableFrom(typeof(List<IActivity>)))
            return null;
        var list = new List<IActivity>(json.GetArrayLength());
        foreach (var item in json.EnumerateArray())
            list.Add(item.ValueKind switch
            {
                JsonValueKind.Object => Read(item),
                JsonValueKind.Null => throw new JsonException("The list has an entry that is null."),
                _ => throw new JsonException($"An activity is an object, not {item.ValueKind}."),
            });
        return list;
    }

    // What the editor never touched is not in the JSON. What the class itself puts there goes before what its attribute says.
    private static void SetDefault(IActivity activity, InputDescriptor input)
    {
        var present = input.IsSynthetic ? activity.SyntheticProperties.TryGetValue(input.Name, out var synthetic) ? synthetic : null : input.ValueGetter(activity);
        var isUnset = present is null || (!input.IsWrapped && input.Type.IsValueType && present.Equals(Activator.CreateInstance(input.Type)));
        if (!isUnset)
            return;
        var value = input.DefaultValue.ConvertTo(input.Type);
        object? property = value;
        if (input.IsWrapped)
        {
            var expression = new Expression(input.DefaultSyntax is null or "Object" ? "Literal" : input.DefaultSyntax, value);
            property = Activator.CreateInstance(typeof(Input<>).MakeGenericType(input.Type), expression)!;
        }

        if (input.IsSynthetic)
            activity.SyntheticProperties[input.Name] = property!;
        else
            input.ValueSetter(activity, property);
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
