using System.Diagnostics;

namespace Elsa.Embedded.Tests.Scripting.CSharp;

/// <summary>The compiler is 10 MB of assemblies: a host that has C# switched on loads it with the first script only. Looked at in a process of its own.</summary>
public sealed class CompilerLoadTests
{
    [Fact]
    public async Task The_compiler_is_loaded_with_the_first_script()
    {
        var host = Path.Combine(AppContext.BaseDirectory, "Elsa.Embedded.Host");
        using var process = Process.Start(new ProcessStartInfo(host, ["languages"]) { RedirectStandardOutput = true, UseShellExecute = false })!;

        var said = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.EndAsync("the host that tells when it loads the compiler");
        var output = await said;

        Assert.Equal(["plain", "before: False", "after: True"], output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }
}
