using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using TapeFlows.Server.CommandLine;

namespace TapeFlows.Server.Tests.Program;

/// <summary>The program with a data folder of its own, run as a user runs it.</summary>
public sealed class Tapeflows : IDisposable
{
    private static readonly string Program = typeof(Tapeflows).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "Program").Value!;

    /// <summary>Of the user <c>admin</c> of a server.</summary>
    public const string Password = "correct horse battery";

    public Tapeflows() => Directory.CreateDirectory(Home);

    public string Home { get; } = Path.Combine(Path.GetTempPath(), "tapeflows-server-" + Guid.NewGuid().ToString("N"));

    public string Data => Path.Combine(Home, "data");

    /// <summary>Runs the command line in this process: the same code without the start of a runtime.</summary>
    public Ended Run(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] all = arguments.Contains("--data", StringComparer.Ordinal) ? arguments : ["--data", Data, .. arguments];
        var code = TapeFlowsCommand.RunAsync(all, output, error, CancellationToken.None).GetAwaiter().GetResult();
        return new Ended(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs the built program as a process of its own.</summary>
    public Ended RunProcess(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        return new Ended(process.End($"tapeflows {string.Join(' ', arguments)}", TimeSpan.FromMinutes(5)), output.Result, error.Result);
    }

    /// <summary>Starts it without waiting for its end.</summary>
    public System.Diagnostics.Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
            WorkingDirectory = Home,
        };
        start.Environment["TAPEFLOWS_DATA"] = Data;
        start.Environment.Remove("TAPEFLOWS_CATALOG");
        start.Environment["TAPEFLOWS_ADMIN_PASSWORD"] = Password;
        // Building it is not what is tested.
        start.Environment["TAPEFLOWS_PAGES"] = "false";
        return System.Diagnostics.Process.Start(start)!;
    }

    /// <summary>A directory with files, below the home folder.</summary>
    public string MakeSource(string name, params (string File, int Bytes)[] files)
    {
        var source = Path.Combine(Home, name);
        Directory.CreateDirectory(source);
        foreach (var (file, bytes) in files)
        {
            var content = new byte[bytes];
            new Random(bytes).NextBytes(content);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(source, file))!);
            File.WriteAllBytes(Path.Combine(source, file), content);
        }

        return source;
    }

    public void Dispose() => Directory.Delete(Home, recursive: true);
}

/// <summary>What a script sees of a run.</summary>
public sealed record Ended(int ExitCode, string Output, string Error)
{
    /// <summary>Standard output, which must be one JSON value and nothing else.</summary>
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public Ended WithCode(int expected)
    {
        Assert.True(ExitCode == expected, $"exit code {ExitCode} instead of {expected}\n{Output}\n{Error}");
        return this;
    }
}
