namespace TapeFlows.Server.Tests.Program;

/// <summary>What makes no sense ends with 64, says why, and touches nothing.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly Tapeflows _program = new();

    public void Dispose() => _program.Dispose();

    [Theory]
    [InlineData("", "command")]
    [InlineData("frobnicate", "frobnicate")]
    [InlineData("backup", "SOURCE")]
    [InlineData("backup . --type weekly", "full, differential or incremental")]
    [InlineData("backup . --compression lzma", "none, gzip or zstd")]
    [InlineData("backup /no/such/place", "no file or directory '/no/such/place'")]
    [InlineData("backup . --pool a/b", "name of a pool")]
    [InlineData("restore", "--to")]
    [InlineData("restore --to out --at yesterday", "point in time")]
    [InlineData("restore --to out --set 0123abcd --at 2026-01-01", "exclude each other")]
    [InlineData("verify --set latest --volume TF0001L8", "exclude each other")]
    [InlineData("library create --slots 0", "at least 1")]
    [InlineData("library create --capacity plenty", "not a size")]
    [InlineData("library create --block-size 1000", "multiple of 512")]
    [InlineData("serve --urls nowhere", "address to listen on")]
    [InlineData("tasks add x --daily 02:00 --cron @daily", "one schedule")]
    [InlineData("tasks add x --every soon", "write for example 30m")]
    [InlineData("tasks add x --weekly someday@02:00", "sat,sun@03:00")]
    [InlineData("tasks add x --priority top", "low, normal, high or urgent")]
    [InlineData("tasks logs --limit 0", "1 to 1000")]
    [InlineData("tasks list --server nowhere", "not the address of a server")]
    [InlineData("tasks list --server http://127.0.0.1:1 --api-key-file /no/such/key", "API key cannot be read")]
    public void A_command_line_that_makes_no_sense_ends_with_64_and_says_why(string arguments, string reason)
    {
        var ended = _program.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)).WithCode(64);
        Assert.Contains(reason, ended.Error, StringComparison.Ordinal);
        Assert.Empty(ended.Output);
        Assert.False(Directory.Exists(_program.Data));
    }

    [Theory]
    [InlineData("files --set 0123abcd", "no set")]
    [InlineData("files --set xyz", "names no set")]
    [InlineData("files", "no complete set yet")]
    [InlineData("restore --to out --set 01234567-0123-0123-0123-0123456789ab", "no set")]
    [InlineData("verify --volume NOSUCHL8", "a volume NOSUCHL8")]
    [InlineData("follow 0199c1a2-8f4e-7c31-9c52-2b1d5a7e4f10", "neither a run nor an operation")]
    public void What_the_catalog_does_not_have_ends_with_64(string arguments, string reason)
    {
        var ended = _program.Run(arguments.Split(' ')).WithCode(64);
        Assert.Contains(reason, ended.Error, StringComparison.Ordinal);
        Assert.Empty(ended.Output);
    }

    [Fact]
    public void The_process_ends_with_64_too() => Assert.Contains("command", _program.RunProcess("frobnicate").WithCode(64).Error, StringComparison.Ordinal);

    [Fact]
    public void Help_names_every_command_and_ends_with_0()
    {
        var ended = _program.RunProcess("--help").WithCode(0);
        Assert.All(
            ["backup", "restore", "verify", "sets", "files", "volumes", "library", "rebuild-catalog", "serve"],
            command => Assert.Contains($"  {command} ", ended.Output, StringComparison.Ordinal));
    }
}
