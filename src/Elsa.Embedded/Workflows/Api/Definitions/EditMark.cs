using System.Globalization;
using System.Text.Json.Nodes;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Serialization;

namespace Elsa.Workflows.Api.Definitions;

/// <summary>
/// Says which stored edit a tool began with. Studio sends neither tags nor conditions, but it keeps custom properties: so the mark goes out and comes back with
/// them, and is never stored.
/// </summary>
internal static class EditMark
{
    private const string Key = "editMark";

    public static string Of(WorkflowDefinition definition) => definition.Revision.ToString("x16", CultureInfo.InvariantCulture);

    public static void Write(JsonObject view, WorkflowDefinition definition)
    {
        if (view["customProperties"] is not JsonObject properties)
            view["customProperties"] = properties = [];
        properties[Key] = Of(definition);
    }

    /// <summary>Takes the mark off a definition that comes back, and what else it was only shown with; null if its sender never had one.</summary>
    public static string? Take(WorkflowDefinitionModel model)
    {
        ((IKeepsUnknown)model).Unknown?.Remove("links");
        if (model.CustomProperties?.TryGetValue(Key, out var mark) != true)
            return null;
        model.CustomProperties!.Remove(Key);
        return mark?.ToString();
    }
}
