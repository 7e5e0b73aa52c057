using Elsa.Expressions.Contracts;
using Elsa.Expressions.Models;
using Elsa.Extensions;
using Elsa.Mediator.Contracts;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Exceptions;
using Elsa.Workflows.Models;
using Elsa.Workflows.Services;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Notifications;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>Keeps the index of triggers in step with the published definitions. What did not change keeps its row, so that timers are not restarted for nothing.</summary>
internal sealed class TriggerIndexer(
    IWorkflowDefinitionService definitions,
    IWorkflowGraphBuilder graphs,
    ITriggerStore triggers,
    IActivityRegistry activities,
    IExpressionEvaluator evaluator,
    IStimulusHasher hasher,
    IIdentityGenerator identities,
    INotificationSender notifications,
    IServiceProvider services) : ITriggerIndexer
{
    public async Task<IndexedWorkflowTriggers> IndexTriggersAsync(WorkflowDefinition definition, CancellationToken cancellationToken = default) =>
        await IndexAsync(await definitions.MaterializeWorkflowAsync(definition, cancellationToken), cancellationToken);

    public async Task<IndexedWorkflowTriggers> IndexTriggersAsync(Workflow workflow, CancellationToken cancellationToken = default) =>
        await IndexAsync(await graphs.BuildAsync(workflow, cancellationToken), cancellationToken);

    public async Task<IEnumerable<StoredTrigger>> GetTriggersAsync(Workflow workflow, CancellationToken cancellationToken = default) =>
        await GetTriggersAsync(workflow, WorkflowGraphBuilder.Name(workflow), cancellationToken);

    public async Task DeleteTriggersAsync(TriggerFilter filter, CancellationToken cancellationToken = default)
    {
        var removed = (await triggers.FindManyAsync(filter, cancellationToken)).ToList();
        if (removed.Count == 0)
            return;
        await triggers.DeleteManyAsync(filter, cancellationToken);
        foreach (var version in removed.GroupBy(x => (x.WorkflowDefinitionId, x.WorkflowDefinitionVersionId)))
        {
            var gone = new Workflow { Identity = new WorkflowIdentity(version.Key.WorkflowDefinitionId, 0, version.Key.WorkflowDefinitionVersionId) };
            await notifications.SendAsync(new WorkflowTriggersIndexed(new IndexedWorkflowTriggers(gone, [], version.ToList(), [])), cancellationToken);
        }
    }

    private async Task<IndexedWorkflowTriggers> IndexAsync(WorkflowGraph graph, CancellationToken cancellationToken)
    {
        var workflow = graph.Workflow;
        var stored = (await triggers.FindManyAsync(new TriggerFilter { WorkflowDefinitionId = workflow.Identity.DefinitionId }, cancellationToken)).ToList();
        var current = workflow.Publication.IsPublished ? await GetTriggersAsync(workflow, graph.Nodes, cancellationToken) : [];

        var unchanged = new List<StoredTrigger>();
        var added = new List<StoredTrigger>();
        foreach (var trigger in current)
        {
            var same = stored.Find(x => !unchanged.Contains(x) && IsSame(x, trigger));
            if (same is null)
                added.Add(trigger);
            else
                unchanged.Add(same);
        }

        // A draft must not take away what the published version has.
        var removed = workflow.Publication.IsPublished
            ? stored.Except(unchanged).ToList()
            : stored.Where(x => x.WorkflowDefinitionVersionId == workflow.Identity.Id).ToList();
        if (added.Count > 0 || removed.Count > 0)
            await triggers.ReplaceAsync(removed, added, cancellationToken);
        var indexed = new IndexedWorkflowTriggers(workflow, added, removed, unchanged);
        await notifications.SendAsync(new WorkflowTriggersIndexed(indexed), cancellationToken);
        return indexed;
    }

    private static bool IsSame(StoredTrigger one, StoredTrigger other) =>
        one.WorkflowDefinitionVersionId == other.WorkflowDefinitionVersionId && one.ActivityId == other.ActivityId && one.Name == other.Name && one.Hash == other.Hash;

    private async Task<List<StoredTrigger>> GetTriggersAsync(Workflow workflow, IEnumerable<ActivityNode> nodes, CancellationToken cancellationToken)
    {
        var found = new List<StoredTrigger>();
        var indexing = new WorkflowIndexingContext(workflow, cancellationToken);
        foreach (var node in nodes)
        {
            if (node.Activity is not ITrigger trigger || !trigger.GetCanStartWorkflow())
                continue;
            try
            {
                found.AddRange(await IndexAsync(indexing, trigger, cancellationToken));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new TriggerIndexingException(trigger, e);
            }
        }

        return found;
    }

    private async Task<IEnumerable<StoredTrigger>> IndexAsync(WorkflowIndexingContext indexing, ITrigger trigger, CancellationToken cancellationToken)
    {
        var workflow = indexing.Workflow;
        var expressions = new ExpressionExecutionContext(services, new MemoryRegister(), cancellationToken: cancellationToken);
        expressions.Memory.Declare(workflow.Variables);
        await EvaluateAsync(trigger, expressions);
        var context = new TriggerIndexingContext(indexing, expressions, trigger, cancellationToken);
        var payloads = await trigger.GetTriggerPayloadsAsync(context);
        return payloads.Select(payload => new StoredTrigger
        {
            Id = identities.GenerateId(),
            WorkflowDefinitionId = workflow.Identity.DefinitionId,
            WorkflowDefinitionVersionId = workflow.Identity.Id,
            Name = context.TriggerName,
            ActivityId = trigger.Id,
            Hash = hasher.Hash(context.TriggerName, payload),
            Payload = payload,
        }).ToList();
    }

    // No instance runs: only what needs none can be evaluated, and says so otherwise.
    private async Task EvaluateAsync(ITrigger trigger, ExpressionExecutionContext context)
    {
        var descriptor = activities.Find(trigger.Type, trigger.Version);
        foreach (var property in descriptor?.Inputs ?? [])
        {
            if (!property.IsWrapped || property.ValueGetter(trigger) is not Input { Expression: { } expression } input)
                continue;
            var value = await evaluator.EvaluateAsync(expression, property.Type, context);
            context.Memory.Declare(input.MemoryBlockReference()).Value = value;
        }
    }
}
