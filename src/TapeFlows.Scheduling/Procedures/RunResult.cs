using System.Text.Json;
using System.Text.Json.Nodes;
using Elsa.Workflows.Management.Entities;
using TapeFlows.Scheduling.Runs;

namespace TapeFlows.Scheduling.Procedures;

/// <summary>The <c>result</c> of a run: what its workflow gave as output, in snake case, with the task and the rate.</summary>
internal static class RunResult
{
    private const int MaxLength = 65536;

    public static string Of(Run run, WorkflowInstance instance)
    {
        var result = new JsonObject { ["backup_task_id"] = run.TaskId };
        foreach (var (name, value) in instance.WorkflowState.Output.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            result[name == "SetId" ? "backup_set_id" : JsonNamingPolicy.SnakeCaseLower.ConvertName(name)] = Node(value);
        if (result["bytes"] is JsonValue bytes && bytes.TryGetValue<long>(out var count) && Seconds(instance) is > 0 and var seconds)
            result["rate"] = (long)(count / seconds);
        var text = result.ToJsonString();
        return text.Length <= MaxLength ? text : new JsonObject { ["backup_task_id"] = run.TaskId, ["note"] = $"The output of the workflow is {text.Length} characters long; see the instance {instance.Id}." }.ToJsonString();
    }

    private static JsonNode? Node(object? value)
    {
        try
        {
            return value is null ? null : JsonSerializer.SerializeToNode(value, value.GetType(), JsonSerializerOptions.Web);
        }
        catch (Exception error) when (error is NotSupportedException or JsonException)
        {
            return value!.ToString();
        }
    }

    private static double Seconds(WorkflowInstance instance) => instance.FinishedAt is { } end ? (end - instance.CreatedAt).TotalSeconds : 0;
}
