using Elsa.Mediator.Contracts;
using Elsa.Workflows.CommitStates;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Dispatch;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Ledger;
using Elsa.Workflows.Runtime.Nodes;
using Elsa.Workflows.Runtime.Notifications;
using Elsa.Workflows.Runtime.Services;
using Elsa.Workflows.State;

namespace Elsa.Workflows.Runtime.Bursts;

/// <summary>Stores what a burst has changed: state, bookmarks, journal, executions and dispatches in one transaction, which also proves that the burst still has the instance.</summary>
internal sealed class DurableCommitStateHandler(
    BurstAccessor accessor,
    IRuntimeLedger ledger,
    Node node,
    DispatchFactory dispatches,
    DispatchSignal signal,
    BookmarkQueueSignal queueSignal,
    IWorkflowStateExtractor extractor,
    IVariablePersistenceManager variables,
    IActivityExecutionMapper executionMapper,
    RecordedValues recorded,
    IIdentityGenerator identities,
    INotificationSender notifications) : ICommitStateHandler
{
    public async Task CommitAsync(WorkflowExecutionContext workflowExecutionContext, CancellationToken cancellationToken = default)
    {
        await variables.SaveVariablesAsync(workflowExecutionContext);
        // Whoever follows the instance from elsewhere sees by this that there is more to read: each commit moves it, also in the middle of a burst.
        if (workflowExecutionContext.Status == WorkflowStatus.Running)
            workflowExecutionContext.UpdatedAt = workflowExecutionContext.SystemClock.UtcNow;
        await CommitAsync(workflowExecutionContext, extractor.Extract(workflowExecutionContext), cancellationToken);
    }

    public async Task CommitAsync(WorkflowExecutionContext workflowExecutionContext, WorkflowState workflowState, CancellationToken cancellationToken = default)
    {
        var context = workflowExecutionContext;
        var burst = accessor.Of(context);
        if (burst.Interruption == BurstInterruption.Abandoned)
            throw new BurstAbandonedException(context.Id);
        if (burst.Name is not null && context.Name is null)
            context.Name = workflowState.Name = burst.Name;

        var bookmarks = Diff(burst, context);
        var executions = await MapExecutionsAsync(context);
        var goesOn = context.IsExecuting && accessor.Current == burst;
        NotifyParent(burst, context);
        var journal = MapJournal(burst, context);
        await recorded.ReduceAsync(journal, context);
        await recorded.ReduceAsync(workflowState, context);
        var commit = new BurstCommit
        {
            Instance = InstanceRecords.Of(workflowState),
            Mode = accessor.Current != burst ? StoreMode.Upsert : burst.IsNew ? StoreMode.Insert : StoreMode.Update,
            MayHaveClaim = context.Workflow.Options.ActivationStrategyType is not null,
            Lease = burst.Lease,
            Fulfils = burst.Dispatch,
            Next = goesOn ? burst.Lease ?? node.NewLease(context.Id) : null,
            Continuation = goesOn ? Continuations.GoOn : null,
            AddedBookmarks = bookmarks.Added.ConvertAll(x => InstanceRecords.Of(context.Id, context.CorrelationId, x)),
            RemovedBookmarkIds = bookmarks.Removed.ConvertAll(x => x.Id),
            Journal = journal,
            Executions = executions,
            Dispatches = burst.Outbox.ToList(),
        };

        // Whoever asked for the commit, half of one helps nobody: it is not given up in the middle.
        await ledger.CommitAsync(commit, CancellationToken.None);
        Advance(burst, context, commit);
        await TellAsync(context, workflowState, commit, bookmarks);
        var afterwards = burst.AfterCommit.ToList();
        burst.AfterCommit.Clear();
        foreach (var call in afterwards)
            await call();
    }

    private static BookmarkDiff Diff(Burst burst, WorkflowExecutionContext context)
    {
        var open = Open(context);
        if (open.Count == 0 && burst.StoredBookmarks.Count == 0)
            return BookmarkDiff.Empty;
        var present = open.Select(x => x.Id).ToHashSet(StringComparer.Ordinal);
        var stored = open.ToLookup(x => burst.StoredBookmarks.ContainsKey(x.Id));
        return new BookmarkDiff(stored[false].ToList(), burst.StoredBookmarks.Values.Where(x => !present.Contains(x.Id)).ToList(), stored[true].ToList());
    }

    // Nothing reaches a faulted instance until it is tried again; the index then has its bookmarks anew, and timers that are due by then are due at once.
    private static ICollection<Bookmark> Open(WorkflowExecutionContext context) => context.Status == WorkflowStatus.Finished ? [] : context.Bookmarks;

    private async Task<List<ActivityExecutionRecord>> MapExecutionsAsync(WorkflowExecutionContext context)
    {
        var records = new List<ActivityExecutionRecord>();
        foreach (var execution in context.ActivityExecutionContexts)
        {
            if (execution.IsDirty)
                records.Add(await executionMapper.MapAsync(execution));
        }

        return records;
    }

    private List<WorkflowExecutionLogRecord> MapJournal(Burst burst, WorkflowExecutionContext context)
    {
        var records = new List<WorkflowExecutionLogRecord>(context.ExecutionLog.Count - burst.StoredJournal);
        foreach (var entry in context.ExecutionLog.Skip(burst.StoredJournal))
        {
            records.Add(new WorkflowExecutionLogRecord
            {
                Id = identities.GenerateId(),
                WorkflowInstanceId = context.Id,
                WorkflowDefinitionId = context.Workflow.Identity.DefinitionId,
                WorkflowDefinitionVersionId = context.Workflow.Identity.Id,
                WorkflowVersion = context.Workflow.Identity.Version,
                ActivityInstanceId = entry.ActivityInstanceId,
                ParentActivityInstanceId = entry.ParentActivityInstanceId,
                ActivityId = entry.ActivityId,
                ActivityType = entry.ActivityType,
                ActivityTypeVersion = entry.ActivityTypeVersion,
                ActivityName = entry.ActivityName,
                ActivityNodeId = entry.NodeId,
                Timestamp = entry.Timestamp,
                Sequence = entry.Sequence,
                EventName = entry.EventName,
                Message = entry.Message,
                Source = entry.Source,
                Payload = entry.Payload,
            });
        }

        return records;
    }

    // The parent waits by a bookmark that was stored before this instance could start, so the event never comes too early.
    private void NotifyParent(Burst burst, WorkflowExecutionContext context)
    {
        if (context.Status == WorkflowStatus.Finished && ChildEnd.Tell(context) is { } message)
            burst.Outbox.Add(dispatches.Stimulus(message));
    }

    private static void Advance(Burst burst, WorkflowExecutionContext context, BurstCommit commit)
    {
        burst.IsNew = false;
        burst.HasCommitted = true;
        burst.Dispatch = null;
        burst.Lease = commit.Next;
        burst.Continuation = commit.Continuation;
        burst.Outbox.Clear();
        burst.StoredJournal = context.ExecutionLog.Count;
        if (commit.AddedBookmarks.Count > 0 || commit.RemovedBookmarkIds.Count > 0)
            burst.StoredBookmarks = Open(context).ToDictionary(x => x.Id, StringComparer.Ordinal);
        foreach (var execution in context.ActivityExecutionContexts)
            execution.ClearTaint();
    }

    private async Task TellAsync(WorkflowExecutionContext context, WorkflowState state, BurstCommit commit, BookmarkDiff bookmarks)
    {
        if (commit.Dispatches.Count > 0)
            signal.Set();
        if (bookmarks.Added.Count > 0 || bookmarks.Removed.Count > 0)
            await notifications.SendAsync(new WorkflowBookmarksIndexed(new IndexedWorkflowBookmarks(context, bookmarks.Added, bookmarks.Removed, bookmarks.Unchanged)), CancellationToken.None);

        if (bookmarks.Added.Count > 0)
            queueSignal.Set();
        if (commit.Journal.Count > 0)
            await notifications.SendAsync(new WorkflowExecutionLogUpdated(context), CancellationToken.None);
        if (commit.Executions.Count > 0)
            await notifications.SendAsync(new ActivityExecutionLogUpdated(context, commit.Executions.ToList()), CancellationToken.None);
        await notifications.SendAsync(new WorkflowStateCommitted(context, state, commit.Instance), CancellationToken.None);
    }

    private sealed record BookmarkDiff(List<Bookmark> Added, List<Bookmark> Removed, List<Bookmark> Unchanged)
    {
        public static BookmarkDiff Empty { get; } = new([], [], []);
    }
}
