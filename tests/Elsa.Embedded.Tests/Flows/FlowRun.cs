using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;
using Elsa.Workflows.State;

namespace Elsa.Embedded.Tests.Flows;

/// <summary>What came of a workflow that was resumed until it ended.</summary>
internal sealed record FlowRun(string[] Journal, WorkflowState State, int Bursts)
{
    /// <summary>All bursts in one process.</summary>
    public static async Task<FlowRun> InMemoryAsync(Engine engine, string definition, Func<int, int> choose)
    {
        var runner = engine.Get<IWorkflowRunner>();
        var result = await runner.RunAsync(engine.Get<IWorkflowSerializer>().Deserialize(definition), cancellationToken: TestContext.Current.CancellationToken);
        var bursts = 1;
        for (; Waits(result.WorkflowState); bursts++)
        {
            var context = result.WorkflowExecutionContext;
            Assert.NotNull(context.ScheduleBookmark(Choose(result.WorkflowState, choose)));
            result = await runner.RunAsync(context);
        }

        return new FlowRun(Show(result), result.WorkflowState, bursts);
    }

    /// <summary>Each burst from the stored text of definition and state alone, as another process would.</summary>
    public static async Task<FlowRun> StoredAsync(Engine engine, string definition, Func<int, int> choose)
    {
        var journal = new List<string>();
        var result = await BurstAsync(engine, definition, null, null);
        journal.AddRange(Show(result));
        var bursts = 1;
        for (; Waits(result.WorkflowState); bursts++)
        {
            var stored = engine.Get<IWorkflowStateSerializer>().Serialize(result.WorkflowState);
            result = await BurstAsync(engine, definition, stored, Choose(result.WorkflowState, choose).Id);
            journal.AddRange(Show(result));
        }

        return new FlowRun([.. journal], result.WorkflowState, bursts);
    }

    public static async Task<RunWorkflowResult> BurstAsync(Engine engine, string definition, string? state, string? bookmarkId)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var workflow = engine.Get<IWorkflowSerializer>().Deserialize(definition);
        return state is null
            ? await engine.Get<IWorkflowRunner>().RunAsync(workflow, cancellationToken: cancellationToken)
            : await engine.Get<IWorkflowRunner>().RunAsync(workflow, engine.Get<IWorkflowStateSerializer>().Deserialize(state), new RunWorkflowOptions { BookmarkId = bookmarkId }, cancellationToken);
    }

    // A faulted instance keeps what its other branches wait for, for the case that it is retried; it waits no more.
    private static bool Waits(WorkflowState state) => state.Status == WorkflowStatus.Running && state.Bookmarks.Count > 0;

    private static Bookmark Choose(WorkflowState state, Func<int, int> choose) => state.Bookmarks.ElementAt(choose(state.Bookmarks.Count));

    public static string[] Show(RunWorkflowResult result) => result.Journal.WorkflowExecutionLogEntries.Select(Show).ToArray();

    public static string Show(WorkflowExecutionLogEntry x) => $"{x.Sequence} {x.EventName} {x.NodeId} {x.Message}";
}
