using Elsa.Mediator.Contracts;
using Elsa.Workflows.Runtime.Notifications;

namespace Elsa.Http.Handlers;

/// <summary>Lets this node know at once what it has published, and where its instances wait.</summary>
public class UpdateRouteTable : INotificationHandler<WorkflowTriggersIndexed>, INotificationHandler<WorkflowBookmarksIndexed>
{
    private readonly IRouteTableUpdater _updater;

    /// <summary>Creates the handler.</summary>
    public UpdateRouteTable(IRouteTableUpdater routeTableUpdater) => _updater = routeTableUpdater;

    /// <inheritdoc />
    public Task HandleAsync(WorkflowTriggersIndexed notification, CancellationToken cancellationToken)
    {
        var indexed = notification.IndexedWorkflowTriggers;
        _updater.RemoveRoutes(indexed.RemovedTriggers);
        return _updater.AddRoutesAsync(indexed.AddedTriggers, cancellationToken);
    }

    /// <inheritdoc />
    public Task HandleAsync(WorkflowBookmarksIndexed notification, CancellationToken cancellationToken)
    {
        var indexed = notification.IndexedWorkflowBookmarks;
        _updater.RemoveRoutes(indexed.RemovedBookmarks);
        return _updater.AddRoutesAsync(indexed.AddedBookmarks, indexed.WorkflowExecutionContext, cancellationToken);
    }
}
