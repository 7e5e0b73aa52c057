using TapeFlows.Operations;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Activities.Health;

/// <summary>Whether catalog and operations answer.</summary>
internal sealed class DatabaseProbe(TapeSite site, IInbox inbox) : IHealthProbe
{
    public string Name => "database";

    public async Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken)
    {
        await site.Catalog.ListPoolsAsync(cancellationToken);
        await inbox.ListAsync(new InboxQuery { Take = 1 }, cancellationToken);
        return [];
    }
}
