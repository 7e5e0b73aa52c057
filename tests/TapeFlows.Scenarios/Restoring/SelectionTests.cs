using TapeFlows.Backup;
using TapeFlows.Backup.Restore;
using TapeFlows.Backup.Restore.Target;

namespace TapeFlows.Scenarios.Restoring;

/// <summary>What is asked for comes back, nothing else, and from as little tape as can be.</summary>
public sealed class SelectionTests
{
    [Fact]
    public async Task One_file_is_read_from_its_place_and_not_from_the_whole_set()
    {
        await using var house = await House.BuildAsync(capacity: 64 * 1024 * 1024, 65536);
        for (var i = 0; i < 40; i++)
            await File.WriteAllBytesAsync(Path.Combine(house.Source, $"file{i:D2}"), new byte[500_000]);
        var result = await house.BackUpAsync(request => request with { BlockSize = 65536 });

        var report = await house.RestoreAsync(new RestoreRequest { Target = house.Target, Paths = [house.Source + "/file33"], BufferBytes = 262_144 });

        Assert.Equal((1, 0), (report.Files, report.LostCount));
        Assert.Equal(["file33"], Directory.GetFiles(house.Restored).Select(Path.GetFileName));
        Assert.True(report.TapeBytes < result.TapeBytes / 4, $"{report.TapeBytes} of {result.TapeBytes}");
    }

    [Theory]
    [InlineData("*.txt", "a/b/one.txt a/two.txt three.txt")]
    [InlineData("a/b", "a/b/one.txt a/b/x.bin")]
    [InlineData("/a/*.txt", "a/two.txt")]
    [InlineData("a !*.txt", "a/b/x.bin")]
    [InlineData("!*.txt", "a/b/x.bin")]
    [InlineData("nowhere/at/all", "")]
    public async Task Patterns_select_what_they_say(string patterns, string expected)
    {
        await using var house = await House.BuildAsync(capacity: 4 * 1024 * 1024, 16384);
        Directory.CreateDirectory(Path.Combine(house.Source, "a/b"));
        foreach (var name in new[] { "a/b/one.txt", "a/b/x.bin", "a/two.txt", "three.txt" })
            await File.WriteAllTextAsync(Path.Combine(house.Source, name), name);
        await house.BackUpAsync(request => request with { BlockSize = 16384 });
        // An incremental set on top, whose rows do not include the directories above.
        await File.WriteAllTextAsync(Path.Combine(house.Source, "a/b/one.txt"), "changed");
        await house.BackUpAsync(request => request with { BlockSize = 16384, Type = BackupType.Incremental });

        var report = await house.RestoreAsync(new RestoreRequest { Target = house.Target, Paths = patterns.Split(' ') });

        IEnumerable<string> files = Directory.Exists(house.Restored) ? Directory.GetFiles(house.Restored, "*", SearchOption.AllDirectories) : [];
        var found = files.Select(path => Path.GetRelativePath(house.Restored, path)).Order(StringComparer.Ordinal);
        Assert.Equal(expected, string.Join(' ', found));
        Assert.Equal(0, report.LostCount);
        if (expected.Contains("one.txt", StringComparison.Ordinal))
            Assert.Equal("changed", await File.ReadAllTextAsync(Path.Combine(house.Restored, "a/b/one.txt")));
    }

    [Fact]
    public async Task What_is_there_is_kept_when_asked()
    {
        await using var house = await House.BuildAsync(capacity: 4 * 1024 * 1024, 16384);
        var path = Path.Combine(house.Source, "file");
        await File.WriteAllTextAsync(path, "backed up");
        await house.BackUpAsync(request => request with { BlockSize = 16384 });
        await File.WriteAllTextAsync(path, "newer");

        var kept = await house.RestoreAsync(new RestoreRequest { Overwrite = OverwritePolicy.Never });
        Assert.Equal("newer", await File.ReadAllTextAsync(path));
        Assert.True(kept.Skipped > 0);

        var both = await house.RestoreAsync(new RestoreRequest { Overwrite = OverwritePolicy.KeepBoth });
        Assert.Equal(0, both.LostCount);
        Assert.Equal("newer", await File.ReadAllTextAsync(path));
        Assert.Equal("backed up", await File.ReadAllTextAsync(path + ".restored"));

        await house.RestoreAsync(new RestoreRequest { Overwrite = OverwritePolicy.Always });
        Assert.Equal("backed up", await File.ReadAllTextAsync(path));
    }
}
