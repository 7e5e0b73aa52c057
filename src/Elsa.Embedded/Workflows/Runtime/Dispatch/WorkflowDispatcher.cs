using Elsa.Mediator.Contracts;
using Elsa.Workflows.Exceptions;
using Elsa.Workflows.Management;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Exceptions;
using Elsa.Workflows.Runtime.Ledger;
using Elsa.Workflows.Runtime.Messages;
using Elsa.Workflows.Runtime.Notifications;
using Elsa.Workflows.Runtime.Options;
using Elsa.Workflows.Runtime.Requests;
using Elsa.Workflows.Runtime.Responses;
using Elsa.Workflows.Runtime.Services;
using Microsoft.Extensions.Options;

namespace Elsa.Workflows.Runtime.Dispatch;

/// <summary>Stores work, and lets the worker of this node begin with it at once.</summary>
internal sealed class WorkflowDispatcher(
    DispatchWorker worker,
    DispatchFactory dispatches,
    IWorkflowDefinitionService definitions,
    IWorkflowActivationStrategyEvaluator evaluator,
    IStimulusHasher hasher,
    IIdentityGenerator identities,
    INotificationSender notifications,
    IOptions<WorkflowDispatcherOptions> options) : IWorkflowDispatcher, IStimulusDispatcher, IWorkflowCancellationDispatcher, IWorkflowRestarter
{
    private const string Refused = "ActivationRefused";

    public async Task<DispatchWorkflowResponse> DispatchAsync(DispatchWorkflowDefinitionRequest request, DispatchWorkflowOptions? dispatchOptions, CancellationToken cancellationToken = default)
    {
        if (!IsKnown(dispatchOptions))
            return DispatchWorkflowResponse.UnknownChannel();
        var handle = WorkflowDefinitionHandle.ByDefinitionVersionId(request.DefinitionVersionId);
        var workflow = (await definitions.FindWorkflowGraphAsync(handle, cancellationToken))?.Workflow
            ?? throw new WorkflowDefinitionNotFoundException($"There is no version of a workflow definition with the id '{request.DefinitionVersionId}': nothing was dispatched.", handle);
        await notifications.SendAsync(new WorkflowDefinitionDispatching(request), cancellationToken);

        var instanceId = request.InstanceId ?? identities.GenerateId();
        var item = dispatches.Start(instanceId, Convert(handle, request));
        var mayStart = await evaluator.CanStartWorkflowAsync(new WorkflowActivationStrategyEvaluationContext { Workflow = workflow, CorrelationId = request.CorrelationId, CancellationToken = cancellationToken })
            && await worker.EnqueueAsync([item], Activations.ClaimOf(workflow, request.CorrelationId, instanceId), cancellationToken);

        // Only what was accepted has an identity: the recorded server hands one out in any case.
        request.InstanceId = mayStart ? instanceId : null;
        var response = mayStart
            ? DispatchWorkflowResponse.Success()
            : new DispatchWorkflowResponse(new FaultException(Refused, RuntimeFaultCategories.Dispatch, "Business", $"The activation strategy of the workflow '{workflow.Identity.DefinitionId}' does not allow another instance now."));
        await notifications.SendAsync(new WorkflowDefinitionDispatched(request, response), cancellationToken);
        return response;
    }

    public async Task<DispatchWorkflowResponse> DispatchAsync(DispatchWorkflowInstanceRequest request, DispatchWorkflowOptions? dispatchOptions, CancellationToken cancellationToken = default)
    {
        if (!IsKnown(dispatchOptions))
            return DispatchWorkflowResponse.UnknownChannel();
        await notifications.SendAsync(new WorkflowInstanceDispatching(request), cancellationToken);
        var message = new RunMessage
        {
            Request = new RunWorkflowInstanceRequest { BookmarkId = request.BookmarkId, ActivityHandle = request.ActivityHandle, Input = request.Input, Properties = request.Properties },
        };
        await worker.EnqueueAsync([dispatches.Run(request.InstanceId, message)], claim: null, cancellationToken);
        var response = DispatchWorkflowResponse.Success();
        await notifications.SendAsync(new WorkflowInstanceDispatched(request, response), cancellationToken);
        return response;
    }

    public Task<DispatchWorkflowResponse> DispatchAsync(DispatchTriggerWorkflowsRequest request, DispatchWorkflowOptions? dispatchOptions, CancellationToken cancellationToken = default) =>
        DispatchAsync(
            new StimulusMessage
            {
                Name = request.ActivityTypeName,
                Hash = hasher.Hash(request.ActivityTypeName, request.BookmarkPayload),
                Metadata = new StimulusMetadata
                {
                    CorrelationId = request.CorrelationId,
                    WorkflowInstanceId = request.WorkflowInstanceId,
                    ActivityInstanceId = request.ActivityInstanceId,
                    Input = request.Input,
                    Properties = request.Properties,
                },
            },
            dispatchOptions,
            cancellationToken);

    public Task<DispatchWorkflowResponse> DispatchAsync(DispatchResumeWorkflowsRequest request, DispatchWorkflowOptions? dispatchOptions, CancellationToken cancellationToken = default) =>
        DispatchAsync(
            new StimulusMessage
            {
                Name = request.ActivityTypeName,
                Hash = hasher.Hash(request.ActivityTypeName, request.BookmarkPayload),
                IncludesTriggers = false,
                Metadata = new StimulusMetadata
                {
                    CorrelationId = request.CorrelationId,
                    WorkflowInstanceId = request.WorkflowInstanceId,
                    ActivityInstanceId = request.ActivityInstanceId,
                    Input = request.Input,
                },
            },
            dispatchOptions,
            cancellationToken);

    public async Task<DispatchStimulusResponse> SendAsync(DispatchStimulusRequest request, CancellationToken cancellationToken = default)
    {
        var hash = request.StimulusHash ?? hasher.Hash(
            request.ActivityTypeName ?? throw new ArgumentException("Neither the kind of the event nor its fingerprint is named.", nameof(request)),
            request.Stimulus);
        var message = new StimulusMessage { Hash = hash, Name = request.ActivityTypeName, Metadata = request.Metadata ?? new StimulusMetadata() };
        await worker.EnqueueAsync([dispatches.Stimulus(message)], claim: null, cancellationToken);
        return DispatchStimulusResponse.Empty;
    }

    public async Task<DispatchCancelWorkflowsResponse> DispatchAsync(DispatchCancelWorkflowRequest request, CancellationToken cancellationToken = default)
    {
        await worker.EnqueueAsync([dispatches.Cancel(request.WorkflowInstanceId)], claim: null, cancellationToken);
        return new DispatchCancelWorkflowsResponse();
    }

    public Task RestartWorkflowAsync(string workflowInstanceId, CancellationToken cancellationToken = default) =>
        worker.EnqueueAsync([dispatches.Run(workflowInstanceId, new RunMessage())], claim: null, cancellationToken);

    private async Task<DispatchWorkflowResponse> DispatchAsync(StimulusMessage message, DispatchWorkflowOptions? dispatchOptions, CancellationToken cancellationToken)
    {
        if (!IsKnown(dispatchOptions))
            return DispatchWorkflowResponse.UnknownChannel();
        await worker.EnqueueAsync([dispatches.Stimulus(message)], claim: null, cancellationToken);
        return DispatchWorkflowResponse.Success();
    }

    private bool IsKnown(DispatchWorkflowOptions? dispatchOptions) => string.IsNullOrEmpty(dispatchOptions?.Channel) || options.Value.Channels.Any(x => x.Name == dispatchOptions.Channel);

    private static CreateAndRunWorkflowInstanceRequest Convert(WorkflowDefinitionHandle handle, DispatchWorkflowDefinitionRequest request) => new()
    {
        WorkflowDefinitionHandle = handle,
        CorrelationId = request.CorrelationId,
        Input = request.Input,
        Properties = request.Properties,
        TriggerActivityId = request.TriggerActivityId,
        ParentId = request.ParentWorkflowInstanceId,
        SchedulingActivityExecutionId = request.SchedulingActivityExecutionId,
        SchedulingWorkflowInstanceId = request.SchedulingWorkflowInstanceId,
        SchedulingCallStackDepth = request.SchedulingCallStackDepth,
    };
}
