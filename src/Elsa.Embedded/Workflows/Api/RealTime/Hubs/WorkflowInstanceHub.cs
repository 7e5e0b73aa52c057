using Elsa.Workflows.Api.RealTime.Contracts;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Elsa.Workflows.Api.RealTime.Hubs;

/// <summary>Tells those who look at an instance that it has changed. Each connection looks at as many instances as it asks for, until it ends.</summary>
[Authorize]
internal sealed class WorkflowInstanceHub(IWorkflowInstanceStore instances, Observers observers) : Hub<IWorkflowInstanceClient>
{
    /// <summary>Looks at an instance from now on.</summary>
    public async Task ObserveInstanceAsync(string instanceId)
    {
        var instance = string.IsNullOrEmpty(instanceId) ? null : (await instances.SummarizeManyAsync(new WorkflowInstanceFilter { Id = instanceId }, Context.ConnectionAborted)).FirstOrDefault();
        if (instance is null)
            throw new HubException("Access denied.");
        // First whom to tell, then that there is somebody to tell.
        await Groups.AddToGroupAsync(Context.ConnectionId, instanceId, Context.ConnectionAborted);
        observers.Add(Context.ConnectionId, instanceId, instance.UpdatedAt);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        observers.Remove(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
