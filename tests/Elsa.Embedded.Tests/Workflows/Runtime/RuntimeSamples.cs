using System.Collections.Concurrent;
using Elsa.Extensions;
using Elsa.Workflows;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Models;

namespace Elsa.Embedded.Tests.Workflows.Runtime;

/// <summary>Leaves a mark outside of the engine each time its code runs.</summary>
[Activity("Tests", "Tests")]
public class Mark : CodeActivity
{
    /// <summary>Instance, activity and execution of each time that it ran.</summary>
    public static ConcurrentQueue<(string Instance, string Activity, string Execution)> Made { get; } = new();

    public static int Count(string instanceId, string? activityId = null) => Made.Count(x => x.Instance == instanceId && (activityId is null || x.Activity == activityId));

    protected override void Execute(ActivityExecutionContext context) => Made.Enqueue((context.WorkflowExecutionContext.Id, context.Activity.Id, context.Id));
}

/// <summary>Waits for somebody.</summary>
[Activity("Tests", "Tests")]
public class Await : Activity
{
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        context.CreateBookmark(new CreateBookmarkArgs { BookmarkName = "Await", Callback = ResumedAsync });
        return ValueTask.CompletedTask;
    }

    private async ValueTask ResumedAsync(ActivityExecutionContext context)
    {
        Mark.Made.Enqueue((context.WorkflowExecutionContext.Id, context.Activity.Id, context.Id));
        await context.CompleteActivityAsync();
    }
}

/// <summary>Runs until somebody opens the gate, or the run is given up.</summary>
[Activity("Tests", "Tests")]
public class Gate : CodeActivity
{
    public static ConcurrentDictionary<string, TaskCompletionSource> Open { get; } = new();

    protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        Mark.Made.Enqueue((context.WorkflowExecutionContext.Id, context.Activity.Id, context.Id));
        var gate = Open.GetOrAdd(context.WorkflowExecutionContext.Workflow.Identity.DefinitionId, _ => new TaskCompletionSource());
        await gate.Task.WaitAsync(context.CancellationToken);
    }
}

/// <summary>A mark that is made in the background.</summary>
[Activity("Tests", "Tests", Kind = ActivityKind.Job)]
public class Job : Mark;

/// <summary>Fails until somebody healed its instance.</summary>
[Activity("Tests", "Tests")]
public class Fragile : CodeActivity
{
    /// <summary>How often it ran, by instance.</summary>
    public static ConcurrentDictionary<string, int> Tries { get; } = new();

    /// <summary>The instances in which it is well.</summary>
    public static ConcurrentDictionary<string, bool> Healed { get; } = new();

    protected override void Execute(ActivityExecutionContext context)
    {
        var id = context.WorkflowExecutionContext.Id;
        Tries.AddOrUpdate(id, 1, (_, tries) => tries + 1);
        if (!Healed.ContainsKey(id))
            throw new InvalidOperationException("The drive is not ready.");
    }
}
