using Elsa.Http;
using Elsa.Mediator.Contracts;
using Elsa.Workflows;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Management.Notifications;

namespace TapeFlows.Server.Pages;

/// <summary>Refuses to publish HTTP endpoints at addresses where the console is: the console would be answered there.</summary>
internal sealed class ReservedPaths(IWorkflowGraphBuilder graphs) : INotificationHandler<WorkflowDefinitionValidating>
{
    // The rooms below the base path of workflows.
    private static readonly string[] Rooms = ["definitions", "instances"];

    public async Task HandleAsync(WorkflowDefinitionValidating notification, CancellationToken cancellationToken)
    {
        var graph = await graphs.BuildAsync(notification.Workflow, cancellationToken);
        foreach (var endpoint in graph.Nodes.Select(node => node.Activity).OfType<HttpEndpoint>())
        {
            if (endpoint.Path?.Expression?.Value is string path && RoomOf(path) is { } room)
                notification.ValidationErrors.Add(new WorkflowValidationError($"HTTP Endpoint ‘{endpoint.Name ?? endpoint.Id}’: the path '{path}' is taken, below '{room}' is the console. Choose another path.", endpoint.Id));
        }
    }

    /// <summary>The room of the console that a path is in; null: none.</summary>
    public static string? RoomOf(string path)
    {
        var first = path.Trim().TrimStart('/').Split('/')[0];
        return Array.Find(Rooms, room => string.Equals(room, first, StringComparison.OrdinalIgnoreCase));
    }
}
