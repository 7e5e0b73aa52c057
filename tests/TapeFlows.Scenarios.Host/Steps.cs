using System.Globalization;

namespace TapeFlows.Scenarios.Host;

/// <summary>Counts what a backup does to its surroundings, and stands still at one of these steps until the process is killed.</summary>
/// <param name="last">The step, from 1; 0: none. <c>mark3</c>: behind the third synchronous filemark, before the catalog hears of it.</param>
internal sealed class Steps(string last)
{
    private const string Marks = "mark";
    private readonly long _lastMark = last.StartsWith(Marks, StringComparison.Ordinal) ? Number(last[Marks.Length..]) : 0;
    private readonly long _last = last.StartsWith(Marks, StringComparison.Ordinal) ? 0 : Number(last);
    private long _count;
    private long _marks;

    public long Count => Interlocked.Read(ref _count);

    public void Pass()
    {
        if (Interlocked.Increment(ref _count) == _last)
            Stand();
    }

    /// <summary>A piece is on tape behind its mark.</summary>
    public void PassMark()
    {
        if (Interlocked.Increment(ref _marks) == _lastMark)
            Stand();
    }

    private static void Stand()
    {
        Console.WriteLine("stands");
        Thread.Sleep(Timeout.Infinite);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
