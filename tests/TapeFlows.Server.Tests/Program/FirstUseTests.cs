namespace TapeFlows.Server.Tests.Program;

/// <summary>The first command in a new place makes all that is needed and says where.</summary>
public sealed class FirstUseTests : IDisposable
{
    private readonly Tapeflows _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void First_use_makes_a_library_of_eight_cartridges_and_a_catalog_and_says_where()
    {
        var ended = _program.RunProcess("volumes", "--json").WithCode(0);

        Assert.Contains(_program.Data, ended.Error, StringComparison.Ordinal);
        Assert.Contains("8 cartridges", ended.Error, StringComparison.Ordinal);
        Assert.Contains("catalog.db", ended.Error, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(_program.Data, "catalog.db")));
        var volumes = ended.Json.EnumerateArray().ToArray();
        Assert.Equal(8, volumes.Length);
        Assert.Equal("TF0001L8", volumes[0].GetProperty("barcode").GetString());
        Assert.All(volumes, volume => Assert.Equal(
            ("scratch", 0, 0L), (volume.GetProperty("state").GetString(), volume.GetProperty("segments").GetInt32(), volume.GetProperty("bytes").GetInt64())));
        Assert.Empty(_program.RunProcess("sets", "--json").WithCode(0).Error);
    }

    [Fact]
    public void The_option_wins_over_the_variable()
    {
        var elsewhere = Path.Combine(_program.Home, "elsewhere");
        _program.RunProcess("--data", elsewhere, "sets").WithCode(0);
        Assert.True(File.Exists(Path.Combine(elsewhere, "settings.json")));
        Assert.False(Directory.Exists(_program.Data));
    }

    [Fact]
    public void A_data_folder_that_cannot_be_made_is_told_with_what_to_do()
    {
        var ended = _program.Run("--data", "/proc/tapeflows", "sets").WithCode(2);
        Assert.Contains("/proc/tapeflows", ended.Error, StringComparison.Ordinal);
        Assert.Contains("--data", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_cannot_be_understood_are_told_and_kept()
    {
        Directory.CreateDirectory(_program.Data);
        var settings = Path.Combine(_program.Data, "settings.json");
        File.WriteAllText(settings, """{ "backup": { "block_size": "huge" } }""");
        var ended = _program.Run("sets").WithCode(64);
        Assert.Contains(settings, ended.Error, StringComparison.Ordinal);
        Assert.Contains("huge", File.ReadAllText(settings), StringComparison.Ordinal);
    }
}
