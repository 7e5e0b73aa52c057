using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Elsa.Embedded.Tests.Http;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Filters;

namespace Elsa.Embedded.Tests.Reference;

/// <summary>All that can be seen of an instance, as the recordings show it.</summary>
internal static class RecordedInstance
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Where an instance differs from a recording of it: in its state, journal, executions and variables.</summary>
    public static async Task<List<string>> DifferencesAsync(HttpHost host, string instanceId, string definition, string run)
    {
        var suffix = run.Length == 0 ? "" : $"-{run}";
        return
        [
            .. Compare("instance", await InstanceAsync(host, instanceId)),
            .. Compare("journal", await JournalAsync(host, instanceId)),
            .. Compare("activity-executions", await ExecutionsAsync(host, instanceId)),
            .. Compare("variables", await VariablesAsync(host, instanceId)),
        ];

        IEnumerable<string> Compare(string part, JsonNode actual) => Likeness.Differences(RealServer.Run(definition, part + suffix), actual, $"{definition}{suffix} {part}");
    }

    private static async Task<JsonNode> InstanceAsync(HttpHost host, string instanceId)
    {
        var instance = await host.ReloadAsync(instanceId);
        var json = JsonSerializer.SerializeToNode(
            new
            {
                instance.Id, instance.DefinitionId, instance.DefinitionVersionId, instance.Version, instance.ParentWorkflowInstanceId, instance.Status, instance.SubStatus, instance.IsExecuting,
                instance.CorrelationId, instance.Name, instance.IncidentCount, instance.IsSystem, instance.CreatedAt, instance.UpdatedAt, instance.FinishedAt,
            },
            Json)!;
        json["workflowState"] = JsonNode.Parse(host.Get<IWorkflowStateSerializer>().Serialize(instance.WorkflowState));
        return json;
    }

    private static async Task<JsonNode> JournalAsync(HttpHost host, string instanceId)
    {
        var records = await host.Get<IWorkflowExecutionLogStore>().FindManyAsync(new WorkflowExecutionLogRecordFilter { WorkflowInstanceId = instanceId }, Common.Models.PageArgs.All, Token);
        var items = records.Items.OrderBy(x => x.Sequence).Select(x => new
        {
            x.Id, x.ActivityInstanceId, x.ParentActivityInstanceId, x.ActivityId, x.ActivityType, x.ActivityTypeVersion, x.ActivityName, NodeId = x.ActivityNodeId, x.Timestamp, x.Sequence, x.EventName, x.Message,
            x.Source, x.Payload,
        }).ToList();
        return JsonSerializer.SerializeToNode(new { items, totalCount = items.Count }, Json)!;
    }

    private static async Task<JsonNode> ExecutionsAsync(HttpHost host, string instanceId)
    {
        var records = await host.Get<IActivityExecutionStore>().FindManyAsync(new ActivityExecutionRecordFilter { WorkflowInstanceId = instanceId }, Token);
        var items = records.OrderBy(x => x.StartedAt).ToList();
        return JsonNode.Parse($$"""{"items":{{host.Get<IWorkflowStateSerializer>().Serialize((object)items)}},"count":{{items.Count}}}""")!;
    }

    private static async Task<JsonNode> VariablesAsync(HttpHost host, string instanceId)
    {
        var variables = await host.CallAsync<IWorkflowInstanceVariableManager, List<ResolvedVariable>>(async x => (await x.GetVariablesAsync(instanceId, cancellationToken: Token)).ToList());
        var items = variables.Select(x => new { x.Variable.Id, x.Variable.Name, x.Value }).ToList();
        return JsonSerializer.SerializeToNode(new { items, count = items.Count }, Json)!;
    }
}
