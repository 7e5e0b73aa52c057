using System.Net;

namespace TapeFlows.Server.Tests.Program;

/// <summary><c>tapeflows serve</c> as a service manager runs it.</summary>
public sealed class ServeTests : IDisposable
{
    private readonly Tapeflows _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task It_serves_health_and_ends_with_0_on_SIGTERM()
    {
        using var process = _program.Start("serve", "--urls", "http://127.0.0.1:0");
        var address = await AddressAsync(process);
        using var client = new HttpClient();

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri(address, "/health"))).StatusCode);
        await Signals.SendAsync(process, "TERM");
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(40));

        Assert.Equal(0, process.ExitCode);
    }

    private static async Task<Uri> AddressAsync(System.Diagnostics.Process process)
    {
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Serving on ", StringComparison.Ordinal))
                return new Uri(line.Split(' ')[2]);
        }

        throw new InvalidOperationException("It ended before it served.");
    }
}
