using Microsoft.EntityFrameworkCore;
using TapeFlows.Operations.Database;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Operations.Purging;

/// <summary>Operations that ended long ago and whose end was told.</summary>
internal sealed class OperationPurge(OperationsDatabase database, KeepingOptions keeping, TimeProvider clock) : IRecordPurge
{
    public string What => "operations";

    public Task<long> PurgeAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(
            async context =>
            {
                var (done, failed) = (clock.GetUtcNow() - keeping.Operations, clock.GetUtcNow() - keeping.FailedOperations);
                // Their attempts go with them.
                long count = await context.Operations
                    .Where(row => row.DeliveredAt != null && row.EndedAt != null && row.EndedAt < (row.State == OperationState.Succeeded ? done : failed))
                    .ExecuteDeleteAsync(cancellationToken);
                // Those of drives and volumes stay, whose fences must go on growing; an operation that is gone is taken by nobody any more.
                var expired = failed.ToUnixTimeMilliseconds();
                await context.Leases.Where(row => row.Resource.StartsWith("operation:") && row.ExpiresAt < expired).ExecuteDeleteAsync(cancellationToken);
                return count;
            },
            cancellationToken);
}

/// <summary>Entries of the inbox that are closed, and messages of no weight.</summary>
internal sealed class InboxPurge(IInbox inbox, KeepingOptions keeping, TimeProvider clock) : IRecordPurge
{
    public string What => "messages";

    public async Task<long> PurgeAsync(CancellationToken cancellationToken) => await inbox.PurgeAsync(clock.GetUtcNow() - keeping.Messages, cancellationToken);
}
