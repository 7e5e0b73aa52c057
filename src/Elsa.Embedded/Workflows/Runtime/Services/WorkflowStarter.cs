using Elsa.Workflows.Management;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Bursts;
using Elsa.Workflows.Runtime.Exceptions;
using Elsa.Workflows.Runtime.Ledger;
using Elsa.Workflows.Runtime.Messages;
using Elsa.Workflows.Runtime.Nodes;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>Starts instances where their activation strategy allows it.</summary>
internal sealed class WorkflowStarter(
    IWorkflowDefinitionService definitions,
    IWorkflowActivationStrategyEvaluator evaluator,
    IRuntimeLedger ledger,
    Node node,
    BurstRunner runner,
    IIdentityGenerator identities) : IWorkflowStarter, ITriggerInvoker
{
    public async Task<StartWorkflowResponse> StartWorkflowAsync(StartWorkflowRequest request, CancellationToken cancellationToken = default)
    {
        var handle = request.WorkflowDefinitionHandle
            ?? (request.Workflow is { } known ? WorkflowDefinitionHandle.ByDefinitionVersionId(known.Identity.Id) : throw new ArgumentException("Neither a workflow nor a definition is named.", nameof(request)));
        var workflow = request.Workflow ?? (await definitions.FindWorkflowGraphAsync(handle, cancellationToken))?.Workflow
            ?? throw new WorkflowDefinitionNotFoundException($"There is no workflow definition '{handle.DefinitionId ?? handle.DefinitionVersionId}'.", handle);
        var instanceId = identities.GenerateId();
        if (!await evaluator.CanStartWorkflowAsync(new WorkflowActivationStrategyEvaluationContext { Workflow = workflow, CorrelationId = request.CorrelationId, CancellationToken = cancellationToken }))
            return new StartWorkflowResponse { CannotStart = true };

        await node.JoinAsync(cancellationToken);
        var claim = Activations.ClaimOf(workflow, request.CorrelationId, instanceId);
        if (claim is not null && !await ledger.TryActivateAsync(claim, node.Id, cancellationToken))
            return new StartWorkflowResponse { CannotStart = true };
        return await RunAsync(instanceId, handle, request, claim, cancellationToken);
    }

    public Task<StartWorkflowResponse> InvokeAsync(InvokeTriggerRequest request, CancellationToken cancellationToken = default) => StartWorkflowAsync(
        new StartWorkflowRequest
        {
            Workflow = request.Workflow,
            CorrelationId = request.CorrelationId,
            Input = request.Input,
            Variables = request.Variables,
            Properties = request.Properties,
            ParentId = request.ParentWorkflowInstanceId,
            TriggerActivityId = request.ActivityId,
        },
        cancellationToken);

    private async Task<StartWorkflowResponse> RunAsync(string instanceId, WorkflowDefinitionHandle handle, StartWorkflowRequest request, ActivationClaim? claim, CancellationToken cancellationToken)
    {
        var run = new CreateAndRunWorkflowInstanceRequest
        {
            WorkflowDefinitionHandle = handle,
            CorrelationId = request.CorrelationId,
            Name = request.Name,
            Input = request.Input,
            Variables = request.Variables,
            Properties = request.Properties,
            ParentId = request.ParentId,
            TriggerActivityId = request.TriggerActivityId,
            ActivityHandle = request.ActivityHandle,
        };
        try
        {
            var state = (await runner.StartAsync(instanceId, run, dispatch: null, cancellationToken)).State!;
            return new StartWorkflowResponse { WorkflowInstanceId = instanceId, Status = state.Status, SubStatus = state.SubStatus, Bookmarks = state.Bookmarks, Incidents = state.Incidents };
        }
        catch when (claim is not null)
        {
            await ledger.DeactivateUnstoredAsync(instanceId, node.Id, CancellationToken.None);
            throw;
        }
    }
}

/// <summary>Runs workflows that no store knows.</summary>
internal sealed class WorkflowInvoker(IWorkflowRunner runner) : IWorkflowInvoker
{
    public Task<RunWorkflowResult> InvokeAsync(Workflows.Activities.Workflow workflow, Workflows.Options.RunWorkflowOptions? options = null, CancellationToken cancellationToken = default) =>
        runner.RunAsync(workflow, options, cancellationToken);

    public Task<RunWorkflowResult> InvokeAsync(WorkflowGraph workflowGraph, Workflows.Options.RunWorkflowOptions? options = null, CancellationToken cancellationToken = default) =>
        runner.RunAsync(workflowGraph, options, cancellationToken);
}
