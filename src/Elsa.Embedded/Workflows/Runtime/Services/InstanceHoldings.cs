using Elsa.Mediator.Contracts;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Ledger;
using Elsa.Workflows.Runtime.Notifications;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>What instances hold beside their state: bookmarks, leases, claims, dispatches. Who schedules bookmarks learns of those that go.</summary>
internal sealed class InstanceHoldings(IBookmarkStore bookmarks, IRuntimeLedger ledger, INotificationSender notifications)
{
    public async Task ForgetAsync(IReadOnlyCollection<string> instanceIds, CancellationToken cancellationToken)
    {
        var gone = (await bookmarks.FindManyAsync(new BookmarkFilter { WorkflowInstanceIds = [.. instanceIds] }, cancellationToken)).ToList();
        if (gone.Count > 0)
            await notifications.SendAsync(new BookmarksDeleting(gone), cancellationToken);
        await ledger.ForgetAsync(instanceIds, cancellationToken);
        if (gone.Count > 0)
            await notifications.SendAsync(new BookmarksDeleted(gone), cancellationToken);
    }
}
