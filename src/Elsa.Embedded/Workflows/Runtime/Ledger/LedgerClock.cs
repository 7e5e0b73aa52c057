using Elsa.Common;

namespace Elsa.Workflows.Runtime.Ledger;

/// <summary>The time by which work is due: that of the database that the nodes share, as far as this node's clock is off. Work that one node stores is then due for all of them at once.</summary>
internal sealed class LedgerClock(ISystemClock own)
{
    // Less than this may be the way to the database, and does no harm.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(1);
    private long _ahead;

    public DateTimeOffset UtcNow => own.UtcNow + new TimeSpan(Volatile.Read(ref _ahead));

    /// <summary>Takes what the database said between two looks at this node's own clock.</summary>
    public void Compare(DateTimeOffset before, DateTimeOffset shared, DateTimeOffset after)
    {
        var wait = after - before;
        var ahead = (shared - (before + (wait / 2))).Ticks;
        if (Math.Abs(ahead - Volatile.Read(ref _ahead)) > Tolerance.Ticks + Math.Abs(wait.Ticks))
            Volatile.Write(ref _ahead, ahead);
    }
}
