using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using TapeFlows.Operations;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Server.Api.Operations;

namespace TapeFlows.Server.Api.Tasks;

/// <summary>A run and its tape work as they go, for whoever watches: an event <c>run</c> or <c>operation</c> each time that something changed, and every 15 seconds; the end of the run is the last.</summary>
internal static class RunFollow
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private const int LooksInSilence = 30;

    public static async IAsyncEnumerable<SseItem<JsonElement>> OfAsync(Run run, ITaskDesk desk, IOperations operations, TimeProvider clock, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var told = new Dictionary<Guid, string>();
        for (var look = 0; ; look++)
        {
            if (look % LooksInSilence == 0)
                told.Clear();
            // Operations first: what the run ended with is told before its end.
            if (run.WorkflowInstanceId is { } instance)
            {
                foreach (var operation in (await operations.ListAsync(new OperationQuery { Run = instance }, cancellationToken)).Reverse())
                {
                    if (Item("operation", operation.Id, OperationView.Of(operation), told) is { } news)
                        yield return news;
                }
            }

            if (Item("run", run.ExecutionId, RunView.Of(run), told) is { } state)
                yield return state;
            if (run.Status > RunStatus.Running)
                yield break;
            await Task.Delay(Look, clock, cancellationToken);
            if (await desk.FindRunAsync(run.ExecutionId, cancellationToken) is not { } next)
                yield break;
            run = next;
        }
    }

    private static SseItem<JsonElement>? Item<T>(string type, Guid id, T value, Dictionary<Guid, string> told)
    {
        var json = JsonSerializer.SerializeToElement(value, ApiJson.Options);
        var text = json.GetRawText();
        if (told.TryGetValue(id, out var before) && before == text)
            return null;
        told[id] = text;
        return new SseItem<JsonElement>(json, type);
    }
}
