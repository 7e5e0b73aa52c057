using System.Diagnostics;

namespace TapeFlows.Server.Tests;

/// <summary>Waits for what a server is about to do.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Looks again and again until what is seen is what is wanted.</summary>
    /// <param name="look">Looks.</param>
    /// <param name="isWanted">Whether it is that.</param>
    /// <param name="what">What it is, for whoever reads that it never came.</param>
    public static async Task<T> HasAsync<T>(Func<Task<T>> look, Func<T, bool> isWanted, string what)
    {
        for (var began = Stopwatch.GetTimestamp(); ;)
        {
            var seen = await look();
            if (isWanted(seen))
                return seen;
            Assert.True(Stopwatch.GetElapsedTime(began) < Patience, $"It did not come within {Patience.TotalSeconds:0} s: {what}. What was there: {seen}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }
}
