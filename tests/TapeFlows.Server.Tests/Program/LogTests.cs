using System.Text.Json;

namespace TapeFlows.Server.Tests.Program;

/// <summary>What every command leaves in the log of the data folder.</summary>
public sealed class LogTests : IDisposable
{
    private readonly Tapeflows _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Each_command_is_in_the_log_with_its_end()
    {
        _program.Run("backup", _program.MakeSource("source", ("a", 10))).WithCode(0);
        _program.Run("sets").WithCode(0);
        var log = Log();
        Assert.Contains(log, line => line.Level == "Information" && line.Message.StartsWith("Began: ", StringComparison.Ordinal) && line.Message.Contains("--data " + _program.Data + " backup", StringComparison.Ordinal));
        Assert.Contains(log, line => line.Message.EndsWith(" sets\"", StringComparison.Ordinal));
        Assert.Equal(2, log.Count(line => line.Message.StartsWith("Ended with exit code 0", StringComparison.Ordinal)));
        Assert.DoesNotContain(log, line => line.Level == "Debug");
    }

    [Fact]
    public void A_failure_is_there_with_its_cause_and_its_level()
    {
        _program.Run("backup", _program.MakeSource("source", ("a", 10))).WithCode(0);
        _program.Run("restore", "--to", Path.Combine(_program.Home, "back"), "--set", Guid.NewGuid().ToString(), "--verbose");
        Assert.Contains(Log(), line => line.Level == "Debug");
        _program.Run("volumes", "dump", "TF9999L8", "--to", Path.Combine(_program.Home, "dump")).WithCode(64);
        Assert.Contains(Log(), line => line.Level == "Error" && (line.Message + line.Exception).Contains("The library has no volume TF9999L8", StringComparison.Ordinal));
    }

    [Fact]
    public void A_password_of_the_catalog_is_not_in_the_log()
    {
        _program.Run("library").WithCode(0);
        File.WriteAllText(
            Path.Combine(_program.Data, "settings.json"),
            """{ "catalog": { "provider": "PostgreSql", "connection_string": "Host=127.0.0.1;Port=1;Username=u;Password=opensesame;Timeout=2" } }""");
        _program.Run("sets", "--verbose").WithCode(2);
        Assert.Contains(Log(), line => line.Level == "Error");
        Assert.DoesNotContain(Text(), line => line.Contains("opensesame", StringComparison.Ordinal));
    }

    private List<Line> Log() => [.. Text().Select(line => JsonDocument.Parse(line).RootElement).Select(json => new Line(
        json.TryGetProperty("@l", out var level) ? level.GetString()! : "Information", json.GetProperty("@m").GetString()!, json.TryGetProperty("@x", out var exception) ? exception.GetString() : null))];

    private IEnumerable<string> Text() => Directory.EnumerateFiles(Path.Combine(_program.Data, "logs"), "tapeflows-*.json").Order(StringComparer.Ordinal).SelectMany(File.ReadLines);

    private sealed record Line(string Level, string Message, string? Exception);
}
