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
        Assert.Contains(" INF ", log, StringComparison.Ordinal);
        Assert.Contains("Began: --data " + _program.Data + " backup", log, StringComparison.Ordinal);
        Assert.Contains(" sets", log, StringComparison.Ordinal);
        Assert.Equal(2, Count(log, "Ended with exit code 0"));
        Assert.DoesNotContain(" DBG ", log, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_is_there_with_its_cause_and_its_level()
    {
        _program.Run("backup", _program.MakeSource("source", ("a", 10))).WithCode(0);
        _program.Run("restore", "--to", Path.Combine(_program.Home, "back"), "--set", Guid.NewGuid().ToString(), "--verbose");
        Assert.Contains(" DBG ", Log(), StringComparison.Ordinal);
        _program.Run("volumes", "dump", "TF9999L8", "--to", Path.Combine(_program.Home, "dump")).WithCode(64);
        Assert.Contains(" ERR ", Log(), StringComparison.Ordinal);
        Assert.Contains("The library has no volume TF9999L8", Log(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_of_the_catalog_is_not_in_the_log()
    {
        _program.Run("library").WithCode(0);
        File.WriteAllText(
            Path.Combine(_program.Data, "settings.json"),
            """{ "catalog": { "provider": "PostgreSql", "connection_string": "Host=127.0.0.1;Port=1;Username=u;Password=opensesame;Timeout=2" } }""");
        _program.Run("sets", "--verbose").WithCode(2);
        Assert.Contains(" ERR ", Log(), StringComparison.Ordinal);
        Assert.DoesNotContain("opensesame", Log(), StringComparison.Ordinal);
    }

    private string Log() => string.Concat(Directory.EnumerateFiles(Path.Combine(_program.Data, "logs"), "tapeflows-*.log").Order(StringComparer.Ordinal).Select(File.ReadAllText));

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
