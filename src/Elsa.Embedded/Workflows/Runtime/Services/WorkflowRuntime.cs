using Elsa.Workflows.Runtime.Bursts;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>Hands out clients.</summary>
internal sealed class WorkflowRuntime(IServiceProvider services, IIdentityGenerator identities) : IWorkflowRuntime
{
    public ValueTask<IWorkflowClient> CreateClientAsync(CancellationToken cancellationToken = default) => CreateClientAsync(workflowInstanceId: null, cancellationToken);

    public ValueTask<IWorkflowClient> CreateClientAsync(string? workflowInstanceId, CancellationToken cancellationToken = default) =>
        new(ActivatorUtilities.CreateInstance<WorkflowClient>(services, workflowInstanceId ?? identities.GenerateId()));
}
