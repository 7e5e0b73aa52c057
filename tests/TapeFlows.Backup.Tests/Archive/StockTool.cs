using System.Diagnostics;

namespace TapeFlows.Backup.Tests.Archive;

/// <summary>Runs a program that every Linux machine has, in the C locale and UTC.</summary>
internal static class StockTool
{
    public sealed record Outcome(int ExitCode, byte[] Output, string Error)
    {
        public string Text => System.Text.Encoding.Latin1.GetString(Output);
    }

    public static Outcome Run(string folder, string program, params string[] arguments) => Run(folder, [], program, arguments);

    public static Outcome Run(string folder, byte[] input, string program, params string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
                Environment = { ["LC_ALL"] = "C", ["TZ"] = "UTC" },
            },
        };
        process.Start();
        var output = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output);
        var complaining = process.StandardError.ReadToEndAsync();
        try
        {
            process.StandardInput.BaseStream.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended without reading all of it; its exit code tells.
        }

        if (!process.WaitForExit(TimeSpan.FromSeconds(60)))
        {
            process.Kill();
            throw new TimeoutException($"{program} did not end within a minute.");
        }

        reading.GetAwaiter().GetResult();
        return new Outcome(process.ExitCode, output.ToArray(), complaining.GetAwaiter().GetResult());
    }

    /// <summary>Runs it and asserts that it succeeded without a word on its error output.</summary>
    public static Outcome RunInSilence(string folder, string program, params string[] arguments)
    {
        var outcome = Run(folder, program, arguments);
        Assert.Equal("", outcome.Error);
        Assert.Equal(0, outcome.ExitCode);
        return outcome;
    }
}
