using System.Text;
using TapeFlows.Backup.Archive;
using TapeFlows.Backup.Tests.Archive;

namespace TapeFlows.Backup.Tests.Manifest;

public class RecoveryScriptTests
{
    public static TheoryData<string, int, long> Shapes => new()
    {
        { "none", int.MaxValue, long.MaxValue },
        { "gzip", int.MaxValue, long.MaxValue },
        { "zstd", int.MaxValue, long.MaxValue },
        { "none", int.MaxValue, 40_960 },
        { "gzip", int.MaxValue, 40_960 },
        { "zstd", int.MaxValue, 40_960 },
        { "none", 30_000, long.MaxValue },
        { "zstd", 30_000, 40_960 },
        { "none", 7_000, 28_672 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_set_comes_back_whole(string compression, int partLength, long capacity)
    {
        using var folder = new TestFolder();
        var set = Tree(new DumpedSet(folder, SetOf(compression), "AB", capacity), partLength).Complete();
        AssertSuccess(Recover(folder, set, set.Sources.Reverse()));
        AssertTree(folder, partLength);
    }

    [Fact]
    public void Volumes_are_cut_in_headers_and_content_alike()
    {
        foreach (var capacity in new[] { 24_576, 36_864, 53_248 })
        {
            using var folder = new TestFolder();
            var set = Tree(new DumpedSet(folder, SetOf("none"), "AB", capacity), int.MaxValue).Complete();
            Assert.Contains(set.Pieces, p => p.Section > 1);
            AssertSuccess(Recover(folder, set, set.Sources));
            AssertTree(folder, int.MaxValue);
        }
    }

    [Theory]
    [InlineData("none")]
    [InlineData("zstd")]
    public void A_missing_volume_costs_only_what_is_on_it(string compression)
    {
        using var folder = new TestFolder();
        var set = Tree(new DumpedSet(folder, SetOf(compression), "AB", 65_536), int.MaxValue).Complete();
        Assert.True(set.Sources.Length >= 3);
        for (var missing = 0; missing < set.Sources.Length; missing++)
        {
            var target = $"target{missing}";
            var outcome = Recover(folder, set, set.Sources.Where((_, i) => i != missing), target);
            Assert.Equal(1, outcome.ExitCode);
            Assert.Contains("WARNING", outcome.Error, StringComparison.Ordinal);
            Assert.Equal(missing > 0, File.Exists(folder[$"{target}/srv/a/first"]));
        }
    }

    [Fact]
    public void A_damaged_piece_is_told_and_the_rest_restored()
    {
        using var folder = new TestFolder();
        var set = Tree(new DumpedSet(folder, SetOf("none"), "AB"), 30_000).Complete();
        set.Damage(volume: 0, tapeFile: 1, offset: 20_000);
        var outcome = Recover(folder, set, set.Sources);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("segment 1, section 1 on AB0001L8 is damaged", outcome.Error, StringComparison.Ordinal);
        Assert.Contains(": FAILED", outcome.Text, StringComparison.Ordinal);
        Assert.Equal("last", File.ReadAllText(folder["target/srv/z"]));
    }

    [Fact]
    public void A_differential_on_top_deletes_and_replaces()
    {
        using var folder = new TestFolder();
        var full = Tree(new DumpedSet(folder, SetOf("none"), "AB"), int.MaxValue).Complete();
        var differential = new DumpedSet(folder, SetOf("gzip") with { Id = Guid.NewGuid(), Type = BackupType.Differential, BaseId = full.Set.Id }, "CD")
            .Delete("srv/a", EntryKind.Directory).Delete("srv/a/first").Delete("srv/a/odd name\n\\\t*é")
            .Add(TestArchive.File("srv/b/new"), "new"u8.ToArray())
            .Add(TestArchive.File("srv/empty"), "no longer"u8.ToArray())
            .Delete("srv/link", EntryKind.SymbolicLink).Delete("srv/never/was")
            .Complete();
        AssertSuccess(Recover(folder, full, full.Sources));
        AssertSuccess(Recover(folder, differential, differential.Sources));
        Assert.False(Directory.Exists(folder["target/srv/a"]));
        Assert.Null(new FileInfo(folder["target/srv/link"]).LinkTarget);
        Assert.Equal("new", File.ReadAllText(folder["target/srv/b/new"]));
        Assert.Equal("no longer", File.ReadAllText(folder["target/srv/empty"]));
        Assert.Equal("last", File.ReadAllText(folder["target/srv/z"]));
        Assert.Equal(1_600_000_000, Mtime(folder["target/srv/b"]));
    }

    [Fact]
    public void Hostile_names_in_the_list_touch_nothing_outside()
    {
        using var folder = new TestFolder();
        folder.Write("outside", "precious"u8.ToArray());
        folder.Write("away/file", "precious"u8.ToArray());
        Directory.CreateDirectory(folder["target"]);
        File.CreateSymbolicLink(folder["target/door"], folder["away"]);
        var set = new DumpedSet(folder, SetOf("none") with { Type = BackupType.Incremental, BaseId = Guid.NewGuid() }, "AB")
            .Add(TestArchive.File("fine"), "fine"u8.ToArray())
            .Complete(files =>
            {
                files.Insert(0, Deleted("../outside"));
                files.Insert(0, Deleted("x/../../outside"));
                files.Insert(0, Deleted("door/file"));
                files.Insert(0, Deleted("$(rm outside)`rm outside`;rm outside"));
                files.Insert(0, Deleted(".."));
            });
        var outcome = Recover(folder, set, set.Sources);
        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal("precious", File.ReadAllText(folder["outside"]));
        Assert.Equal("precious", File.ReadAllText(folder["away/file"]));
        Assert.Equal("fine", File.ReadAllText(folder["target/fine"]));
    }

    [Fact]
    public void Nothing_but_foreign_sources_is_a_failure()
    {
        using var folder = new TestFolder();
        var set = Tree(new DumpedSet(folder, SetOf("none"), "AB"), int.MaxValue).Complete();
        folder.Write("foreign/0001", "VOL1SOMETHING ELSE"u8.ToArray());
        Assert.Equal(2, Recover(folder, set, [folder["foreign"]]).ExitCode);
        Assert.Equal(2, Recover(folder, set, [folder["not there"]]).ExitCode);
        Assert.Equal(2, StockTool.Run(folder.Path, "sh", set.Script, "--to").ExitCode);
    }

    [Fact]
    public void Tape_devices_are_read_with_mt_and_dd()
    {
        using var folder = new TestFolder();
        var set = Tree(new DumpedSet(folder, SetOf("zstd"), "AB", 65_536), int.MaxValue).Complete();
        folder.Write("bin/mt", Encoding.ASCII.GetBytes(PretendedMt));
        folder.Write("bin/dd", Encoding.ASCII.GetBytes(PretendedDd));
        StockTool.RunInSilence(folder.Path, "chmod", "+x", "bin/mt", "bin/dd");
        var devices = set.Sources.Select((source, i) => folder.Write($"nst{i}", Encoding.ASCII.GetBytes(source))).ToArray();
        var outcome = StockTool.Run(
            folder.Path, "env", [$"PATH={folder["bin"]}:{Environment.GetEnvironmentVariable("PATH")}", "sh", set.Script, "--check", "--to", "target", .. devices]);
        AssertSuccess(outcome);
        AssertTree(folder, int.MaxValue);
    }

    // A device is a file that names the folder with its tape files; its position stands beside it.
    private const string PretendedMt =
        """
        #!/bin/sh
        device=$(readlink -f "$2")
        case $3 in
          setblk) ;;
          rewind) echo 0 > "$device.position" ;;
          fsf) echo $(($(cat "$device.position") + $4)) > "$device.position" ;;
          *) exit 1 ;;
        esac

        """;

    private const string PretendedDd =
        """
        #!/bin/sh
        case $1 in
          if=*/volume.*)
            device=$(readlink -f "${1#if=}")
            position=$(($(cat "$device.position") + 1))
            echo $position > "$device.position"
            exec cat "$(cat "$device")/$(printf %04d $position)" ;;
        esac
        exec /bin/dd "$@"

        """;

    private static BackupSet SetOf(string compression) => ManifestTests.Set with { Type = BackupType.Full, BaseId = null, Compression = compression };

    private static CatalogFile Deleted(string path) =>
        new() { Ordinal = 1, Path = new EntryPath([], Encoding.UTF8.GetBytes(path)), Kind = EntryKind.File, State = FileState.Deleted };

    private static byte[] Big { get; } = [.. Enumerable.Range(0, 100_000).Select(i => (byte)(i * i >> 7))];

    private static DumpedSet Tree(DumpedSet set, int partLength) => set
        .Add(TestArchive.Directory("srv"))
        .Add(TestArchive.Directory("srv/a"))
        .Add(TestArchive.File("srv/a/first"), "first"u8.ToArray())
        .Add(TestArchive.File("srv/a/odd name\n\\\t*é"), "odd"u8.ToArray())
        .Add(TestArchive.Directory("srv/b"))
        .Add(TestArchive.File("srv/b/" + new string('n', 253)), Big[..50_000], partLength)
        .Add(TestArchive.File("srv/big"), Big, partLength)
        .Add(TestArchive.File("srv/empty"))
        .Add(new FileEntry { Path = EntryPath.FromText("srv/hard"), Kind = EntryKind.HardLink, LinkTarget = "srv/a/first"u8.ToArray(), Mode = 0x1a4 })
        .Add(new FileEntry { Path = EntryPath.FromText("srv/link"), Kind = EntryKind.SymbolicLink, LinkTarget = "big"u8.ToArray(), Mode = 0x1ff })
        .Add(TestArchive.File("srv/z"), "last"u8.ToArray());

    private static StockTool.Outcome Recover(TestFolder folder, DumpedSet set, IEnumerable<string> sources, string target = "target") =>
        StockTool.Run(folder.Path, "sh", [set.Script, "--check", "--to", target, .. sources]);

    private static void AssertSuccess(StockTool.Outcome outcome)
    {
        var complaints = outcome.Error.Split('\n').Where(line => line.Length > 0 && !line.StartsWith("recover.sh: ", StringComparison.Ordinal) || line.Contains("WARNING", StringComparison.Ordinal));
        Assert.Empty(complaints);
        Assert.Equal(0, outcome.ExitCode);
    }

    private static void AssertTree(TestFolder folder, int partLength)
    {
        Assert.Equal("first", File.ReadAllText(folder["target/srv/a/first"]));
        Assert.Equal("odd", File.ReadAllText(folder["target/srv/a/odd name\n\\\t*é"]));
        Assert.Equal(Big[..50_000], File.ReadAllBytes(folder["target/srv/b/" + new string('n', 253)]));
        Assert.Equal(Big, File.ReadAllBytes(folder["target/srv/big"]));
        Assert.Empty(File.ReadAllBytes(folder["target/srv/empty"]));
        Assert.Equal("big", new FileInfo(folder["target/srv/link"]).LinkTarget);
        Assert.Equal(1_700_000_000, Mtime(folder["target/srv/big"]));
        Assert.Equal("644\n", StockTool.RunInSilence(folder.Path, "stat", "-c", "%a", "target/srv/big").Text);
        foreach (var directory in new[] { "srv", "srv/a", "srv/b" })
            Assert.Equal(1_600_000_000, Mtime(folder[$"target/{directory}"]));
        Assert.Equal(11, Directory.GetFileSystemEntries(folder["target"], "*", SearchOption.AllDirectories).Length);
        Assert.True(partLength > 0);
    }

    private static long Mtime(string path) => new DateTimeOffset(File.GetLastWriteTimeUtc(path)).ToUnixTimeSeconds();
}
