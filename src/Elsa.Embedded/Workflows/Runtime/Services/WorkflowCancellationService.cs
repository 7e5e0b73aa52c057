using Elsa.Common.Models;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>Cancels one or many, and counts those that there were to cancel.</summary>
internal sealed class WorkflowCancellationService(InstanceCanceler canceler, IWorkflowInstanceStore instances, IWorkflowDefinitionStore definitions) : IWorkflowCancellationService
{
    public Task<bool> CancelWorkflowAsync(string workflowInstanceId, CancellationToken cancellationToken = default) => canceler.CancelAsync(workflowInstanceId, cancellationToken);

    public async Task<int> CancelWorkflowsAsync(IEnumerable<string> workflowInstanceIds, CancellationToken cancellationToken = default)
    {
        var count = 0;
        foreach (var id in workflowInstanceIds.Distinct(StringComparer.Ordinal))
        {
            if (await canceler.CancelAsync(id, cancellationToken))
                count++;
        }

        return count;
    }

    public Task<int> CancelWorkflowByDefinitionVersionAsync(string definitionVersionId, CancellationToken cancellationToken = default) =>
        CancelAsync(new WorkflowInstanceFilter { DefinitionVersionId = definitionVersionId, WorkflowStatus = WorkflowStatus.Running }, cancellationToken);

    public async Task<int> CancelWorkflowByDefinitionAsync(string definitionId, VersionOptions versionOptions, CancellationToken cancellationToken = default)
    {
        var versions = await definitions.FindManyAsync(new WorkflowDefinitionFilter { DefinitionId = definitionId, VersionOptions = versionOptions }, cancellationToken);
        return await CancelAsync(new WorkflowInstanceFilter { DefinitionVersionIds = versions.Select(x => x.Id).ToList(), WorkflowStatus = WorkflowStatus.Running }, cancellationToken);
    }

    private async Task<int> CancelAsync(WorkflowInstanceFilter filter, CancellationToken cancellationToken) =>
        await CancelWorkflowsAsync(await instances.FindManyIdsAsync(filter, cancellationToken), cancellationToken);
}
