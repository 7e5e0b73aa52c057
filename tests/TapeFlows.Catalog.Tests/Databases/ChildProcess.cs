using System.Diagnostics;

namespace TapeFlows.Catalog.Tests.Databases;

/// <summary>The test program once more, as a process that works on the parent's catalog and can be killed.</summary>
internal static class ChildProcess
{
    private const string Variable = "TAPEFLOWS_TEST_CHILD";

    /// <summary>The parent's catalog; <see langword="null"/> when this is no child.</summary>
    public static CatalogOptions? Options =>
        Told is [var provider, var path, var connectionString, ..]
            ? new CatalogOptions { Provider = Enum.Parse<CatalogProvider>(provider), Path = path, ConnectionString = connectionString }
            : null;

    /// <summary>What else the parent said.</summary>
    public static string[] Words => Told?[3..] ?? [];

    private static string[]? Told => Environment.GetEnvironmentVariable(Variable)?.Split('\n');

    /// <summary>Starts a child that runs one explicit test.</summary>
    public static Process Start(Type type, string method, CatalogOptions options, params string[] words)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. OwnArguments(), "-explicit", "only", "-method", $"{type.FullName}.{method}"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        start.Environment[Variable] = string.Join('\n', [options.Provider.ToString(), options.Path, options.ConnectionString, .. words]);
        var child = Process.Start(start)!;
        child.OutputDataReceived += (_, _) => { };
        child.BeginOutputReadLine();
        return child;
    }

    // Under "dotnet exec" the process is dotnet and the assembly its first argument.
    private static IEnumerable<string> OwnArguments() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? ["exec", typeof(ChildProcess).Assembly.Location] : [];
}
