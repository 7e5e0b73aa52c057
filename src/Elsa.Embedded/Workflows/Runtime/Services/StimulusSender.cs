using Elsa.Workflows.Management;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime.Dispatch;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Messages;
using Elsa.Workflows.Runtime.Options;
using Elsa.Workflows.Runtime.Results;
using Microsoft.Extensions.Logging;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>Tells of an event and waits for what it starts and resumes.</summary>
internal sealed class StimulusSender(
    ITriggerStore triggers,
    IWorkflowDefinitionService definitions,
    IWorkflowStarter starter,
    IWorkflowResumer resumer,
    StimulusExpansion expansion,
    BookmarkQueue queue,
    IStimulusHasher hasher,
    ILogger<StimulusSender> logger) : IStimulusSender
{
    public Task<SendStimulusResult> SendAsync(string activityTypeName, object stimulus, StimulusMetadata? metadata = null, CancellationToken cancellationToken = default) =>
        SendAsync(new StimulusMessage { Name = activityTypeName, Hash = hasher.Hash(activityTypeName, stimulus), Metadata = metadata ?? new StimulusMetadata() }, cancellationToken);

    public Task<SendStimulusResult> SendAsync(string stimulusHash, StimulusMetadata? metadata = null, CancellationToken cancellationToken = default) =>
        SendAsync(new StimulusMessage { Hash = stimulusHash, Metadata = metadata ?? new StimulusMetadata() }, cancellationToken);

    private async Task<SendStimulusResult> SendAsync(StimulusMessage message, CancellationToken cancellationToken)
    {
        var responses = new List<RunWorkflowInstanceResponse>();
        var metadata = message.Metadata;

        // What waits now is resumed; what the event starts may come to wait for the same event, but for the next one.
        var options = new ResumeBookmarkOptions { Input = metadata.Input, Properties = metadata.Properties };
        var resumed = (await resumer.ResumeAsync(StimulusExpansion.FilterOf(message), options, cancellationToken)).ToList();
        if (!StimulusExpansion.IsTargeted(metadata))
        {
            foreach (var trigger in await triggers.FindManyAsync(new TriggerFilter { Hash = message.Hash }, cancellationToken))
            {
                if (await StartAsync(trigger, metadata, cancellationToken) is { } response)
                    responses.Add(response);
            }
        }

        responses.AddRange(resumed);
        if (resumed.Count == 0 && await expansion.MustWaitAsync(message, cancellationToken))
            await queue.EnqueueAsync(expansion.Queued(message), cancellationToken);
        return new SendStimulusResult(responses);
    }

    private async Task<RunWorkflowInstanceResponse?> StartAsync(StoredTrigger trigger, StimulusMetadata metadata, CancellationToken cancellationToken)
    {
        var graph = await definitions.FindWorkflowGraphAsync(WorkflowDefinitionHandle.ByDefinitionVersionId(trigger.WorkflowDefinitionVersionId), cancellationToken);
        if (graph is null)
        {
            logger.LogWarning("The trigger {TriggerId} starts version {VersionId} of a workflow, which is not there any more.", trigger.Id, trigger.WorkflowDefinitionVersionId);
            return null;
        }

        var response = await starter.StartWorkflowAsync(
            new StartWorkflowRequest
            {
                Workflow = graph.Workflow,
                TriggerActivityId = trigger.ActivityId,
                CorrelationId = metadata.CorrelationId,
                Input = metadata.Input,
                Properties = metadata.Properties,
                ParentId = metadata.ParentWorkflowInstanceId,
            },
            cancellationToken);
        return response.CannotStart ? null : response.ToRunWorkflowInstanceResponse();
    }
}
