namespace TapeFlows.Scenarios.Host;

/// <summary>Counts what a backup does to its surroundings, and stands still at one of these steps until the process is killed.</summary>
internal sealed class Steps(long last)
{
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    public void Pass()
    {
        if (Interlocked.Increment(ref _count) != last)
            return;
        Console.WriteLine("stands");
        Thread.Sleep(Timeout.Infinite);
    }
}
