using Elsa.Extensions;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Services;

internal sealed partial class WorkflowStateExtractor
{
    public async Task<WorkflowExecutionContext> ApplyAsync(WorkflowExecutionContext workflowExecutionContext, WorkflowState state)
    {
        var context = workflowExecutionContext;
        context.Restore(state);
        foreach (var execution in ParentsFirst(state))
            await RestoreAsync(context, state, execution);
        foreach (var callback in state.CompletionCallbacks)
            Restore(context, state, callback);
        foreach (var item in state.ScheduledActivities)
            Restore(context, state, item);
        return context;
    }

    // The order of a stored list is not to be relied on: people edit it, and other engines write it.
    private static List<ActivityExecutionContextState> ParentsFirst(WorkflowState state)
    {
        var byId = new Dictionary<string, ActivityExecutionContextState>(StringComparer.Ordinal);
        foreach (var execution in state.ActivityExecutionContexts)
        {
            if (!byId.TryAdd(execution.Id, execution))
                throw Broken(state, $"has the execution '{execution.Id}' twice");
        }

        var ordered = new List<ActivityExecutionContextState>(byId.Count);
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var execution in state.ActivityExecutionContexts.Reverse())
        {
            var path = new Stack<ActivityExecutionContextState>();
            for (var next = execution; next is not null && !done.Contains(next.Id);)
            {
                path.Push(next);
                if (path.Count > byId.Count)
                    throw Broken(state, $"has the execution '{execution.Id}' inside itself");
                next = next.ParentContextId is not { } parentId ? null : byId.GetValueOrDefault(parentId)
                    ?? throw Broken(state, $"has no execution '{parentId}', around '{next.Id}'");
            }

            while (path.TryPop(out var next))
            {
                done.Add(next.Id);
                ordered.Add(next);
            }
        }

        return ordered;
    }

    private static async Task RestoreAsync(WorkflowExecutionContext context, WorkflowState state, ActivityExecutionContextState execution)
    {
        var node = FindNode(context, state, execution.ScheduledActivityNodeId);
        var restored = await context.CreateActivityExecutionContextAsync(node.Activity, new ActivityInvocationOptions
        {
            Owner = context.FindContext(execution.ParentContextId),
            Tag = execution.Tag,
            Variables = execution.DynamicVariables,
        });
        context.Reidentify(restored, execution.Id);
        restored.Restore(execution);
        context.AddActivityExecutionContext(restored);
    }

    private static void Restore(WorkflowExecutionContext context, WorkflowState state, CompletionCallbackState callback)
    {
        var owner = FindOwner(context, state, callback.OwnerInstanceId);
        var method = callback.MethodName is { } name ? owner.Activity.GetActivityCompletionCallback(name) : null;
        context.AddCompletionCallback(owner, FindNode(context, state, callback.ChildNodeId), method, callback.Tag);
    }

    private static void Restore(WorkflowExecutionContext context, WorkflowState state, ActivityWorkItemState item) => context.Enqueue(new ActivityWorkItem(
        FindNode(context, state, item.ActivityNodeId).Activity,
        item.OwnerContextId is { } owner ? FindOwner(context, state, owner) : null,
        item.Tag,
        item.Variables,
        item.ExistingActivityExecutionContextId is { } existing ? FindOwner(context, state, existing) : null,
        item.Input,
        item.SchedulingActivityExecutionId,
        item.SchedulingWorkflowInstanceId,
        item.SchedulingCallStackDepth)
    {
        ResumedBookmark = context.Bookmarks.FirstOrDefault(x => x.Id == item.BookmarkId),
    });

    private static ActivityNode FindNode(WorkflowExecutionContext context, WorkflowState state, string nodeId) =>
        context.FindNodeById(nodeId) ?? throw Broken(state, $"names the activity '{nodeId}', which version {context.Workflow.Identity.Version} of the definition '{context.Workflow.Identity.DefinitionId}' does not have");

    private static ActivityExecutionContext FindOwner(WorkflowExecutionContext context, WorkflowState state, string id) =>
        context.FindContext(id) ?? throw Broken(state, $"has no execution '{id}'");

    private static InvalidOperationException Broken(WorkflowState state, string what) => new($"The state of the workflow instance '{state.Id}' {what}; it cannot go on.");
}
