namespace TapeFlows.Server.Tests.Program;

/// <summary>Sends signals as a shell does.</summary>
internal static class Signals
{
    public static async Task SendAsync(System.Diagnostics.Process process, string signal)
    {
        using var kill = System.Diagnostics.Process.Start("kill", [$"-{signal}", $"{process.Id}"]);
        Assert.Equal(0, await kill.EndAsync("kill"));
    }
}
