using System.Diagnostics;
using System.Text;

namespace TapeFlows.Testing;

/// <summary>Runs a program that every Linux machine has, in the C locale and UTC. One that does not end is killed, and the test tells which it was.</summary>
internal static class StockTool
{
    public sealed record Outcome(int ExitCode, byte[] Output, string Error)
    {
        /// <summary>Latin-1 keeps apart what is not UTF-8.</summary>
        public string Text => Encoding.Latin1.GetString(Output);
    }

    public static Outcome Run(string folder, string program, params string[] arguments) => Run(folder, [], program, arguments);

    public static Outcome Run(string folder, byte[] input, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { ["LC_ALL"] = "C", ["TZ"] = "UTC" },
        };
        using var process = Process.Start(start)!;
        var what = string.Join(' ', [program, .. arguments]);
        var output = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output);
        var complaining = process.StandardError.ReadToEndAsync();
        var giving = GiveAsync(process, input);
        var code = process.End(what);
        Task.WhenAll(reading, complaining, giving).Within($"the last words of {what}").GetAwaiter().GetResult();
        return new Outcome(code, output.ToArray(), complaining.Result);
    }

    /// <summary>Runs it and asserts that it succeeded.</summary>
    public static Outcome RunWell(string folder, string program, params string[] arguments)
    {
        var outcome = Run(folder, program, arguments);
        Assert.True(outcome.ExitCode == 0, $"{string.Join(' ', [program, .. arguments])} ended with {outcome.ExitCode}\n{outcome.Text}\n{outcome.Error}");
        return outcome;
    }

    /// <summary>Runs it and asserts that it succeeded without a word on its error output.</summary>
    public static Outcome RunInSilence(string folder, string program, params string[] arguments)
    {
        var outcome = Run(folder, program, arguments);
        Assert.Equal("", outcome.Error);
        Assert.Equal(0, outcome.ExitCode);
        return outcome;
    }

    private static async Task GiveAsync(Process process, byte[] input)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading all of it; its exit code tells.
        }
    }
}
