namespace TapeFlows.Server.Tests.Program;

/// <summary>What helps when something is lost: dumps, verification, a rebuilt catalog.</summary>
public sealed class RecoveryTests : IDisposable
{
    private readonly Tapeflows _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void A_dump_is_numbered_tape_files_that_stock_tools_read_and_a_second_one_replaces_it()
    {
        _program.Run("backup", _program.MakeSource("source", ("a", 1000))).WithCode(0);
        var folder = Path.Combine(_program.Home, "dump");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "9999"), "of another volume");

        var dump = _program.Run("volumes", "dump", "TF0001L8", "--to", folder, "--json").WithCode(0).Json;

        Assert.Equal(dump.GetProperty("files").GetInt32(), Directory.GetFiles(folder).Length);
        Assert.False(File.Exists(Path.Combine(folder, "9999")));
        Assert.StartsWith("VOL1TF0001", File.ReadAllText(Path.Combine(folder, "0001")), StringComparison.Ordinal);
        Assert.Contains("source/a", StockTool.Run(folder, "tar", "-tf", "0002").Text, StringComparison.Ordinal);
        _program.Run("volumes", "dump", "NOSUCHL8", "--to", folder).WithCode(64);
    }

    [Fact]
    public void A_lost_catalog_is_made_again_from_the_cartridges()
    {
        var source = _program.MakeSource("source", ("a", 1000), ("b", 300_000));
        var full = _program.Run("backup", source, "--json").WithCode(0).Json.GetProperty("set_id").GetString();
        File.WriteAllText(Path.Combine(source, "a"), "changed");
        _program.Run("backup", source, "--type", "incremental").WithCode(0);
        var before = _program.Run("files", "--set", full!, "--json").Output;
        foreach (var file in Directory.GetFiles(_program.Data, "catalog.db*"))
            File.Delete(file);

        var rebuilt = _program.Run("rebuild-catalog", "--json").WithCode(0).Json;

        Assert.Equal(2, rebuilt.GetProperty("sets").GetArrayLength());
        Assert.Equal(before, _program.Run("files", "--set", full!, "--json").WithCode(0).Output);
        var target = Path.Combine(_program.Home, "target");
        _program.Run("restore", "--to", target).WithCode(0);
        Assert.Equal("changed", File.ReadAllText(target + source + "/a"));
        Assert.Equal(300_000, new FileInfo(target + source + "/b").Length);
    }

    [Fact]
    public void A_rebuild_keeps_the_old_catalog()
    {
        _program.Run("backup", _program.MakeSource("source", ("a", 10))).WithCode(0);
        var ended = _program.Run("rebuild-catalog").WithCode(0);
        Assert.Contains(".old", ended.Error, StringComparison.Ordinal);
        Assert.Contains(Directory.GetFiles(_program.Data), file => file.EndsWith(".old", StringComparison.Ordinal));
        Assert.Equal(1, _program.Run("sets", "--json").WithCode(0).Json.GetArrayLength());
    }

    [Fact]
    public void A_flipped_bit_is_found_and_the_set_fails_verification()
    {
        _program.Run("backup", _program.MakeSource("source", ("a", 100_000))).WithCode(0);
        var data = Path.Combine(_program.Data, "library", "cartridges", "TF0001L8", "data.tap");
        using (var tape = File.Open(data, FileMode.Open))
        {
            tape.Position = 60_000;
            var value = tape.ReadByte();
            tape.Position = 60_000;
            tape.WriteByte((byte)(value ^ 1));
        }

        var ended = _program.Run("verify", "--json").WithCode(2);

        Assert.Equal("failed", ended.Json.GetProperty("status").GetString());
        Assert.True(ended.Json.GetProperty("damaged").GetInt64() > 0);
        Assert.Contains("TF0001L8", ended.Json.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
    }
}
