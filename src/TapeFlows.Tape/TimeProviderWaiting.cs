namespace TapeFlows.Tape;

internal static class TimeProviderWaiting
{
    /// <summary>Blocks the calling thread, as a drive does, for a span of this clock's time.</summary>
    public static void Wait(this TimeProvider time, TimeSpan span)
    {
        if (span <= TimeSpan.Zero)
            return;
        using var over = new ManualResetEventSlim();
        using var timer = time.CreateTimer(state => ((ManualResetEventSlim)state!).Set(), over, span, Timeout.InfiniteTimeSpan);
        over.Wait();
    }
}
