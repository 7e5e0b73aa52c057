using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Serialization;

namespace Elsa.Workflows.Api.Hosting;

/// <summary>How answers are written: as definitions and states are, without what only the engine needs.</summary>
internal sealed class ApiJson
{
    private const string TypeMark = "_type";

    public ApiJson(DefinitionJson definitions, StateJson states)
    {
        Definitions = definitions.View;
        States = new JsonSerializerOptions(states.Options) { TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { MarkMaps } } };
    }

    /// <summary>For definitions, activities and descriptors.</summary>
    public JsonSerializerOptions Definitions { get; }

    /// <summary>For instances, journals, executions, and all that is plain data.</summary>
    public JsonSerializerOptions States { get; }

    // The recorded server marks these maps; Studio asks every second for an execution that has nothing to show, so they must not be empty.
    private static void MarkMaps(JsonTypeInfo info)
    {
        if (info.Type != typeof(ActivityExecutionRecord) && info.Type != typeof(ActivityExecutionRecordSummary) && info.Type != typeof(ActivityExecutionStats))
            return;
        foreach (var property in info.Properties.Where(x => x.Name is "properties" or "metadata"))
        {
            var get = property.Get!;
            property.Get = x => new Dictionary<string, object>(get(x) as IDictionary<string, object> ?? new Dictionary<string, object>()) { [TypeMark] = "ObjectMap" };
        }
    }
}
