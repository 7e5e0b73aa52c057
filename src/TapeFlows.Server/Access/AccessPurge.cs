using TapeFlows.Operations.Purging;
using TapeFlows.Server.Access.Audit;
using TapeFlows.Server.Access.SignIn;

namespace TapeFlows.Server.Access;

/// <summary>Entries of the audit log that are older than they are kept; and failures to sign in that count no more, which nobody misses.</summary>
internal sealed class AccessPurge(AuditLog audit, SignInThrottle throttle, TimeProvider clock, TimeSpan keepAudit) : IRecordPurge
{
    public string What => "audit entries";

    public async Task<long> PurgeAsync(CancellationToken cancellationToken)
    {
        await throttle.ForgetAsync(cancellationToken);
        return await audit.PurgeAsync(clock.GetUtcNow() - keepAudit, cancellationToken);
    }
}
