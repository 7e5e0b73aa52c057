namespace TapeFlows.Scheduling.Tests;

/// <summary>Waits for what schedulers are about to do.</summary>
internal static class Eventually
{
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, int seconds = 30)
    {
        var end = DateTimeOffset.UtcNow.AddSeconds(seconds);
        while (!await condition())
        {
            Assert.True(DateTimeOffset.UtcNow < end, $"It did not happen within {seconds} seconds: {what}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
