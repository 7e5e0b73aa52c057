using System.Diagnostics;

namespace TapeFlows.Server.Tests.Program;

/// <summary>The examples of the README for the REST API, run by a shell as they stand there.</summary>
public sealed class ReadmeTests : IDisposable
{
    private readonly Tapeflows _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task Its_requests_do_what_it_says()
    {
        var source = _program.MakeSource("source", ("a", 10_000));
        var example = Example().Replace("http://127.0.0.1:5080", "$SERVER", StringComparison.Ordinal).Replace("/etc", source, StringComparison.Ordinal);
        await using var served = await Served.StartAsync(_program);

        var (code, output, error) = await RunAsync(example, served.Client.BaseAddress!.ToString().TrimEnd('/'));

        Assert.True(code == 0, error);
        Assert.Contains("\"task_name\":\"every night\"", output, StringComparison.Ordinal);
        Assert.Contains("\"execution_id\"", output, StringComparison.Ordinal);
        Assert.Contains("\"secret\"", output, StringComparison.Ordinal);
        Assert.StartsWith("execution_id,", await File.ReadAllTextAsync(Path.Combine(_program.Home, "runs.csv")), StringComparison.Ordinal);
    }

    // The indented block of the README that begins with the address of the server.
    private static string Example()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "TapeFlows.sln")))
            folder = Path.GetDirectoryName(folder)!;
        var lines = File.ReadLines(Path.Combine(folder, "README.md")).SkipWhile(line => !line.StartsWith("    S=", StringComparison.Ordinal)).TakeWhile(line => line.Length == 0 || line.StartsWith("    ", StringComparison.Ordinal));
        return string.Join('\n', lines);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string script, string server)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = _program.Home };
        start.Environment["SERVER"] = server;
        start.Environment["PASSWORD"] = Tapeflows.Password;
        using var shell = Process.Start(start)!;
        await shell.StandardInput.WriteAsync(script);
        shell.StandardInput.Close();
        var (output, error) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        return (await shell.EndAsync("the shell with the requests of the README", TimeSpan.FromMinutes(5)), await output, await error);
    }
}
