using System.Text.Json;

namespace TapeFlows.Server.Tests.Program;

/// <summary>The main job, as a script does it.</summary>
public sealed class BackupAndRestoreTests : IDisposable
{
    private readonly Tapeflows _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public void Backup_change_differential_restore_verify_and_list()
    {
        var source = _program.MakeSource("source", ("a", 1000), ("d/b", 200_000), ("d/é", 3));
        var full = _program.RunProcess("backup", source, "--json").WithCode(0).Json;
        AssertSummary(full, "ok");
        Assert.Equal("full", full.GetProperty("type").GetString());
        Assert.Equal(201_003, full.GetProperty("bytes").GetInt64());
        Assert.Equal("TF0001L8", full.GetProperty("volumes")[0].GetString());

        File.WriteAllText(Path.Combine(source, "a"), "changed");
        File.Delete(Path.Combine(source, "d/b"));
        var differential = _program.Run("backup", source, "--type", "differential", "--json").WithCode(0).Json;
        Assert.Equal(Id(full), differential.GetProperty("base_set_id").GetString());
        Assert.Equal(7, differential.GetProperty("bytes").GetInt64());

        var target = Path.Combine(_program.Home, "target");
        AssertSummary(_program.RunProcess("restore", "--to", target, "--json").WithCode(0).Json, "ok");
        Assert.Equal("changed", File.ReadAllText(target + source + "/a"));
        Assert.False(File.Exists(target + source + "/d/b"));

        var old = Path.Combine(_program.Home, "old");
        _program.Run("restore", "--to", old, "--set", Id(full), "--path", "*/b").WithCode(0);
        Assert.Equal(200_000, new FileInfo(old + source + "/d/b").Length);
        Assert.False(File.Exists(old + source + "/a"));

        Assert.Equal([Id(differential), Id(full)], _program.Run("sets", "--json").Json.EnumerateArray().Select(Id));
        var files = _program.Run("files", "--set", Id(full), "--json").WithCode(0).Json.EnumerateArray().ToArray();
        Assert.Equal(source + "/a", files.Single(file => file.GetProperty("size").GetInt64() == 1000).GetProperty("path").GetString());
        Assert.Contains(files, file => file.GetProperty("path").GetString()!.EndsWith("/é", StringComparison.Ordinal));
        Assert.Equal(64, files.First(file => file.GetProperty("kind").GetString() == "file").GetProperty("sha256").GetString()!.Length);
        var volume = _program.Run("volumes", "--json").Json[0];
        Assert.Equal("appendable", volume.GetProperty("state").GetString());
        Assert.True(volume.GetProperty("segments").GetInt32() >= 4 && volume.GetProperty("bytes").GetInt64() > 201_003);

        AssertSummary(_program.RunProcess("verify", "--json").WithCode(0).Json, "ok");
        AssertSummary(_program.Run("verify", "--volume", "TF0001L8", "--json").WithCode(0).Json, "ok");
    }

    [Fact]
    public void A_differential_without_a_base_is_a_full_one_and_says_so()
    {
        var ended = _program.Run("backup", _program.MakeSource("source", ("a", 10)), "--type", "differential", "--json").WithCode(1);
        Assert.Equal("full", ended.Json.GetProperty("type").GetString());
        Assert.Equal("warnings", ended.Json.GetProperty("status").GetString());
        Assert.Contains("full backup", ended.Json.GetProperty("warnings")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_restore_to_a_moment_before_the_change_brings_the_old_state()
    {
        var source = _program.MakeSource("source", ("a", 10));
        _program.Run("backup", source).WithCode(0);
        var between = DateTimeOffset.Now.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", System.Globalization.CultureInfo.InvariantCulture);
        File.WriteAllText(Path.Combine(source, "a"), "later");
        _program.Run("backup", source, "--type", "incremental").WithCode(0);

        var target = Path.Combine(_program.Home, "target");
        _program.Run("restore", "--to", target, "--at", between).WithCode(0);
        Assert.Equal(10, new FileInfo(target + source + "/a").Length);
    }

    [Fact]
    public void A_dry_run_tells_the_plan_and_writes_nothing()
    {
        _program.Run("backup", _program.MakeSource("source", ("a", 10))).WithCode(0);
        var target = Path.Combine(_program.Home, "target");
        var plan = _program.Run("restore", "--to", target, "--dry-run", "--json").WithCode(0).Json;
        Assert.True(plan.GetProperty("dry_run").GetBoolean());
        Assert.Equal(10, plan.GetProperty("bytes").GetInt64());
        Assert.Equal("TF0001L8", plan.GetProperty("volumes")[0].GetString());
        Assert.False(Directory.Exists(target));
    }

    [Fact]
    public void Excluded_files_and_the_data_folder_itself_stay_out()
    {
        _program.MakeSource("tree", ("keep", 1), ("drop.tmp", 1));
        _program.Run("sets").WithCode(0);
        _program.Run("backup", _program.Home, "--exclude", "*.tmp").WithCode(0);
        var paths = _program.Run("files", "--json").Json.EnumerateArray().Select(file => file.GetProperty("path").GetString()!).ToArray();
        Assert.Contains(_program.Home + "/tree/keep", paths);
        Assert.DoesNotContain(paths, path => path.EndsWith(".tmp", StringComparison.Ordinal) || path.Contains("catalog.db", StringComparison.Ordinal));
    }

    [Fact]
    public void A_backup_that_finds_no_more_volume_fails_and_names_the_incomplete_set()
    {
        _program.Run("library", "create", "--slots", "1", "--drives", "1", "--capacity", "1MiB", "--block-size", "64KiB").WithCode(0);
        var ended = _program.Run("backup", _program.MakeSource("source", ("large", 4_000_000)), "--json").WithCode(2);
        AssertSummary(ended.Json, "failed");
        Assert.Equal("incomplete", ended.Json.GetProperty("set_state").GetString());
        Assert.Contains("No volume", ended.Json.GetProperty("errors")[0].GetString(), StringComparison.Ordinal);
        Assert.Contains("operator", ended.Error, StringComparison.Ordinal);
        Assert.Equal("incomplete", _program.Run("sets", "--json").Json[0].GetProperty("state").GetString());
    }

    [Fact]
    public void An_operators_own_version_of_a_procedure_wins_and_is_named()
    {
        var shipped = Path.Combine(AppContext.BaseDirectory, "workflows", "full-backup.json");
        var own = Path.Combine(_program.Data, "workflows", "full-backup.json");
        Directory.CreateDirectory(Path.GetDirectoryName(own)!);
        File.WriteAllText(own, File.ReadAllText(shipped).Replace("Full backup finished", "My own words", StringComparison.Ordinal));

        var ended = _program.Run("backup", _program.MakeSource("source", ("a", 10))).WithCode(0);

        Assert.Contains(own, ended.Error, StringComparison.Ordinal);
        Assert.Contains("your own version 2", ended.Error, StringComparison.Ordinal);
        Assert.Contains("My own words", ended.Error, StringComparison.Ordinal);
    }

    private static string Id(JsonElement set) => set.GetProperty("set_id").GetString()!;

    private static void AssertSummary(JsonElement summary, string status)
    {
        Assert.Equal(status, summary.GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Number, summary.GetProperty("files").ValueKind);
        Assert.Equal(JsonValueKind.Number, summary.GetProperty("bytes").ValueKind);
        Assert.Equal(JsonValueKind.Array, summary.GetProperty("volumes").ValueKind);
        Assert.Equal(JsonValueKind.Array, summary.GetProperty("warnings").ValueKind);
        Assert.True(summary.GetProperty("seconds").GetDouble() >= 0);
        Assert.True(summary.TryGetProperty("set_id", out _));
    }
}
