using System.Text.Json;

namespace TapeFlows.Server.Tests.Program;

/// <summary>Ctrl-C, as the keyboard or a service manager sends it.</summary>
public sealed class StopTests : IDisposable
{
    private readonly Tapeflows _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task An_interrupted_backup_ends_cleanly_and_tells_the_incomplete_set()
    {
        var source = _program.MakeSource("source", ("small", 10));
        // Holes are not read.
        await FillAsync(Path.Combine(source, "large"), 20);
        using var process = _program.Start("backup", source, "--compression", "gzip", "--json");
        var output = process.StandardOutput.ReadToEndAsync();
        using (await HeldCatalog.WhileWritingAsync(_program))
        {
            await Signals.SendAsync(process, "INT");
            while (await process.StandardError.ReadLineAsync().Within("the word that it stops") is { } line && !line.Contains("Stopping", StringComparison.Ordinal))
                Assert.False(process.HasExited, line);
        }

        var error = process.StandardError.ReadToEndAsync();
        Assert.Equal(2, await process.EndAsync("the backup"));
        var summary = JsonDocument.Parse(await output).RootElement;
        Assert.Equal("failed", summary.GetProperty("status").GetString());
        Assert.Contains("stopped", summary.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
        await error.Within("the end of what it tells");
        Assert.Equal("incomplete", _program.Run("sets", "--json").WithCode(0).Json[0].GetProperty("state").GetString());
        Assert.All(
            _program.Run("library", "--json").Json.EnumerateArray().Where(element => element.GetProperty("kind").GetString() == "drive"),
            drive => Assert.Equal(JsonValueKind.Null, drive.GetProperty("barcode").ValueKind));
    }

    private static async Task FillAsync(string path, int mebibytes)
    {
        var block = new byte[1 << 20];
        new Random(1).NextBytes(block);
        await using var file = File.Create(path);
        for (var i = 0; i < mebibytes; i++)
            await file.WriteAsync(block);
    }
}
