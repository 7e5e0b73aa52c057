using System.Text.Json;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Activities;

namespace Elsa.Workflows.Serialization;

/// <summary>What tools are shown of an activity beside what is stored, and what of it is taken away again when they send it back.</summary>
internal static class ActivityView
{
    private const string LostConnections = "notFoundConnections";
    private const string Title = "displayText";
    private const string Explanation = "description";

    public static IDictionary<string, object> CustomProperties(IActivity activity)
    {
        var properties = new Dictionary<string, object>(activity.CustomProperties);
        properties.TryAdd("canStartWorkflow", false);
        properties.TryAdd("runAsynchronously", false);
        // A connection to an activity that is not there breaks the canvas.
        if (activity is Flowchart flowchart)
            properties[LostConnections] = flowchart.BrokenConnections;
        return properties;
    }

    public static IDictionary<string, object> Metadata(IActivity activity)
    {
        if (activity is not NotFoundActivity missing)
            return activity.Metadata;
        var metadata = new Dictionary<string, object>(missing.Metadata);
        metadata.TryAdd(Title, TitleOf(missing));
        metadata.TryAdd(Explanation, ExplanationOf(missing));
        return metadata;
    }

    /// <summary>The connections that were shown apart; those that lead somewhere again are connections again.</summary>
    public static IEnumerable<JsonElement> TakeLostConnections(Flowchart flowchart, JsonElement json)
    {
        if (!json.TryGetProperty("customProperties", out var properties) || properties.ValueKind != JsonValueKind.Object
            || !properties.TryGetProperty(LostConnections, out var lost) || lost.ValueKind != JsonValueKind.Array || lost.GetArrayLength() == 0)
            return [];
        flowchart.CustomProperties[LostConnections] = Array.Empty<object>();
        return lost.EnumerateArray();
    }

    /// <summary>Takes away what a placeholder was given for display.</summary>
    public static void RemoveTexts(NotFoundActivity missing)
    {
        Remove(missing.Metadata, Title, TitleOf(missing));
        Remove(missing.Metadata, Explanation, ExplanationOf(missing));
    }

    private static void Remove(IDictionary<string, object> metadata, string name, string text)
    {
        if (metadata.TryGetValue(name, out var value) && string.Equals(value?.ToString(), text, StringComparison.Ordinal))
            metadata.Remove(name);
    }

    private static string TitleOf(NotFoundActivity missing) => $"Not Found: {missing.MissingTypeName}";

    private static string ExplanationOf(NotFoundActivity missing) => $"Could not find activity type {missing.MissingTypeName} with version {missing.MissingTypeVersion}";
}
