using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TapeFlows.Backup.Restore.Target;
using TapeFlows.Backup.Tests.Comparison;
using TapeFlows.Backup.Tests.Sources;

namespace TapeFlows.Backup.Tests.Restore.Target;

public sealed class RestoreTargetTests : IDisposable
{
    private readonly TempTree _tree = new();
    private readonly TempTree _target = new();

    public void Dispose()
    {
        _tree.Dispose();
        _target.Dispose();
    }

    [Fact]
    public void A_tree_with_every_kind_of_file_comes_back_as_it_was()
    {
        _tree.File("dir/file", "content");
        _tree.File("dir/empty", "");
        _tree.File("dir/later", "x");
        _tree.Shell("""
            ln dir/file dir/second; ln dir/file another; ln -s 'not there' link; ln link link-again; mkfifo -m 640 pipe
            truncate -s 3M sparse; printf data | dd of=sparse bs=1 seek=1048576 conv=notrunc status=none
            touch $'bytes-\xff\xfe' $'new\nline'; mkdir -p read-only/inside; echo x > read-only/inside/file
            touch -d @1234567890.987654321 dir/file; touch -h -d @1000000000.5 link; touch -d @0 dir/empty; touch -d @-5.25 dir/later
            chmod 4755 dir/later; chmod 2770 dir; chmod 1777 read-only/inside; chmod 555 read-only; touch -d @1111111111.111 dir read-only
            """);
        _tree.SetAttribute("dir/file", "user.note", [1, 2, 3]);
        _tree.SetAttribute("dir", "user.of-dir", [0]);
        _tree.SetAttribute("dir/empty", "system.posix_acl_access", Acls.UserOnFile);
        _tree.SetAttribute("dir", "system.posix_acl_default", Acls.UserOnFile);
        if (TempTree.IsAdministrator)
        {
            _tree.Shell("mknod null c 1 3; mknod disk b 259 70000; chown 1234:5678 dir/empty; chown -h 77:88 link; chown 9:9 dir; touch -d @1 dir");
            _tree.SetAttribute("dir/later", "security.capability", [1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        }

        var problems = TreeCopy.Run(_tree, Options());

        Assert.Empty(problems);
        Assert.Equal(TreeCopy.Describe(_tree.Root), TreeCopy.Describe(_target.Root + _tree.Root));
    }

    [Fact]
    public void Any_tree_comes_back_as_it_was()
    {
        Prop.ForAll(Gen.ListOf(Mutations.Any).Resize(30).ToArbitrary(), mutations =>
        {
            using var tree = new TempTree();
            using var target = new TempTree();
            foreach (var mutation in mutations)
                mutation(tree);
            Assert.Empty(TreeCopy.Run(tree, new RestoreTargetOptions { Directory = target.Root }));
            Assert.Equal(TreeCopy.Describe(tree.Root), TreeCopy.Describe(target.Root + tree.Root));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    [Fact]
    public void A_second_restore_over_the_first_changes_nothing()
    {
        _tree.File("a/b", "content");
        _tree.Shell("ln a/b a/c; ln -s x a/d; mkdir a/e; touch -d @5 a/e a");
        TreeCopy.Run(_tree, Options());
        Assert.Empty(TreeCopy.Run(_tree, Options()));
        Assert.Equal(TreeCopy.Describe(_tree.Root), TreeCopy.Describe(_target.Root + _tree.Root));
        Assert.Equal(Names.CountBelow(_tree.Root), Names.CountBelow(_target.Root + _tree.Root));
    }

    [Fact]
    public void A_path_longer_than_the_kernel_takes_in_one_piece_is_made()
    {
        _tree.Shell("for i in $(seq 40); do d=$(printf 'd%.0s' {1..200}); mkdir $d; cd $d; done; echo deep > end");
        Assert.Empty(TreeCopy.Run(_tree, Options()));
        Assert.Equal(TreeCopy.Describe(_tree.Root), TreeCopy.Describe(_target.Root + _tree.Root));
    }

    [Fact]
    public void A_file_that_is_not_whole_is_nowhere_to_be_seen()
    {
        using (var target = new RestoreTarget(Options()))
        {
            using var file = target.BeginFile(Entry("folder/file", EntryKind.File), out _)!;
            file.Write(0, "half"u8);
            Assert.Empty(Directory.GetFileSystemEntries(_target["folder"]));
            Assert.Equal(RestoreResult.Restored, file.Commit().Result);
        }

        Assert.Equal(["file"], Directory.GetFileSystemEntries(_target["folder"]).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData(OverwritePolicy.Always, RestoreResult.Restored, "new", 1)]
    [InlineData(OverwritePolicy.Older, RestoreResult.Restored, "new", 1)]
    [InlineData(OverwritePolicy.Never, RestoreResult.Kept, "old", 1)]
    [InlineData(OverwritePolicy.KeepBoth, RestoreResult.Restored, "old", 2)]
    public void A_name_that_is_taken_while_the_file_is_written_is_dealt_with_by_the_policy(OverwritePolicy policy, RestoreResult result, string content, int names)
    {
        using (var target = new RestoreTarget(Options() with { Overwrite = policy }))
        {
            using var file = target.BeginFile(Entry("folder/file", EntryKind.File), out _)!;
            file.Write(0, "new"u8);
            System.IO.File.WriteAllText(_target["folder/file"], "old");
            Assert.Equal(result, file.Commit().Result);
        }

        Assert.Equal(content, System.IO.File.ReadAllText(_target["folder/file"]));
        Assert.Equal(names, Directory.GetFileSystemEntries(_target["folder"]).Length);
    }

    [Theory]
    [InlineData("../escaped")]
    [InlineData("a/../../escaped")]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("a/./b")]
    [InlineData("a//b")]
    public void A_hostile_path_is_refused(string path)
    {
        var split = path.LastIndexOf('/');
        var entry = File(new EntryPath(Encoding.UTF8.GetBytes(split < 0 ? "" : path[..split]), Encoding.UTF8.GetBytes(path[(split + 1)..])));
        var inner = Options() with { Directory = _target["inner"] };
        using (var target = new RestoreTarget(inner))
        {
            var outcome = target.WriteFile(entry, "evil"u8);
            Assert.Equal(RestoreResult.Failed, outcome.Result);
            Assert.NotNull(outcome.Problem);
        }

        Assert.DoesNotContain(_target.WalkNames(), name => name.Contains("escaped", StringComparison.Ordinal) || name.EndsWith("/b", StringComparison.Ordinal));
    }

    [Fact]
    public void Raw_bytes_that_are_no_name_are_refused()
    {
        using var target = new RestoreTarget(Options());
        EntryPath[] paths =
        [
            new("/etc"u8.ToArray(), "absolute"u8.ToArray()), new([], "with\0zero"u8.ToArray()), new([], "with/slash"u8.ToArray()), new([], []),
            new([], Enumerable.Repeat((byte)'x', 256).ToArray()), new("a/"u8.ToArray(), "b"u8.ToArray()),
        ];
        Assert.All(paths, path => Assert.Equal(RestoreResult.Failed, target.WriteFile(File(path), "x"u8).Result));
        Assert.Equal(RestoreResult.Failed, target.Make(Entry("", EntryKind.Directory)).Result);
        Assert.Equal(RestoreResult.Failed, target.Make(Entry("link", EntryKind.SymbolicLink, "a\0b")).Result);
        Assert.Equal(RestoreResult.Failed, target.Make(Entry("socket", EntryKind.Socket)).Result);
    }

    [Fact]
    public void Nothing_is_written_through_a_link_that_came_first()
    {
        _tree.Folder("outside");
        using (var target = new RestoreTarget(Options()))
        {
            Assert.Equal(RestoreResult.Restored, target.Make(Entry("link", EntryKind.SymbolicLink, _tree["outside"])).Result);
            var outcome = target.WriteFile(Entry("link/file", EntryKind.File), ""u8);
            Assert.Equal(RestoreResult.Failed, outcome.Result);
            Assert.Contains("symbolic link", outcome.Problem, StringComparison.Ordinal);
            Assert.Equal(RestoreResult.Failed, target.Make(Entry("link", EntryKind.Directory)).Result);
            Assert.Equal(RestoreResult.NeedsContent, target.Make(Entry("hard", EntryKind.HardLink, "link/file")).Result);
            Assert.Equal(RestoreResult.NeedsContent, target.Make(Entry("hard", EntryKind.HardLink, "../../etc/passwd")).Result);
            Assert.Equal(RestoreResult.NeedsContent, target.Make(Entry("hard", EntryKind.HardLink, "/etc/passwd")).Result);
        }

        Assert.Empty(Directory.GetFileSystemEntries(_tree["outside"]));
    }

    [Fact]
    public void A_link_in_the_way_is_replaced_when_that_is_allowed()
    {
        _tree.Folder("outside");
        _target.Shell($"ln -s {_tree["outside"]} dir; echo > file");
        using (var target = new RestoreTarget(Options() with { Links = LinkPolicy.Replace }))
        {
            Assert.Equal(RestoreResult.Restored, target.WriteFile(Entry("dir/x", EntryKind.File), ""u8).Result);
            Assert.Equal(RestoreResult.Restored, target.WriteFile(Entry("file/x", EntryKind.File), ""u8).Result);
        }

        Assert.Equal(["dir", "dir/x", "file", "file/x"], _target.WalkNames());
        Assert.Empty(Directory.GetFileSystemEntries(_tree["outside"]));
    }

    [Fact]
    public void A_directory_is_never_replaced_by_something_else()
    {
        _target.File("name/precious");
        using (var target = new RestoreTarget(Options()))
        {
            var outcome = target.WriteFile(Entry("name", EntryKind.File), ""u8);
            Assert.Equal(RestoreResult.Failed, outcome.Result);
            Assert.Contains("directory in its place", outcome.Problem, StringComparison.Ordinal);
        }

        Assert.Equal(["name", "name/precious"], _target.WalkNames());
    }

    [Theory]
    [InlineData(OverwritePolicy.Never, "old", "new")]
    [InlineData(OverwritePolicy.Older, "new", "new")]
    [InlineData(OverwritePolicy.Always, "new", "new")]
    [InlineData(OverwritePolicy.KeepBoth, "old", "new")]
    public void What_is_there_is_treated_as_the_policy_says(OverwritePolicy policy, string old, string missing)
    {
        _target.File("d/file", "old");
        _target.Shell("touch -d @1000 d/file");
        Write(policy, "d/file", 2000);
        Write(policy, "d/other", 2000);
        Assert.Equal((old, missing), (Read("d/file"), Read("d/other")));
    }

    [Fact]
    public void What_is_newer_or_as_old_stays_under_the_policy_older()
    {
        _target.File("file", "old");
        _target.Shell("touch -d @2000 file");
        Assert.Equal(RestoreResult.Kept, Write(OverwritePolicy.Older, "file", 2000).Result);
        Assert.Equal("old", Read("file"));
    }

    [Fact]
    public void Copies_next_to_what_stays_get_names_of_their_own()
    {
        _target.File("file", "old");
        var names = Enumerable.Range(0, 3).Select(_ => Encoding.UTF8.GetString(Write(OverwritePolicy.KeepBoth, "file", 5).Name!)).ToList();
        Assert.Equal(["file.restored", "file.restored.2", "file.restored.3"], names);
        Assert.Equal(("old", "new"), (Read("file"), Read("file.restored.2")));
    }

    [Fact]
    public void A_file_that_is_given_up_leaves_no_trace()
    {
        _target.File("file", "old");
        using (var target = new RestoreTarget(Options()))
        using (var file = target.BeginFile(Entry("file", EntryKind.File), out _))
            file!.Write(0, "new"u8);
        Assert.Equal(["file"], _target.WalkNames());
        Assert.Equal("old", Read("file"));
    }

    [Fact]
    public void A_directory_that_is_only_passed_keeps_its_times_and_permissions()
    {
        _target.Folder("passed/inner");
        _target.Shell("chmod 500 passed/inner; touch -d @123.5 passed/inner passed");
        Write(OverwritePolicy.Always, "passed/inner/file", 1);
        var entries = _target.Walk().ToDictionary(item => _target.Below(item.Path), item => item.Entry!);
        Assert.Equal((new UnixTime(123, 500_000_000), Convert.ToUInt32("500", 8)), (entries["passed/inner"].ModifiedAt, entries["passed/inner"].Mode));
        Assert.Equal(new UnixTime(123, 500_000_000), entries["passed"].ModifiedAt);
        Assert.Equal("new", Read("passed/inner/file"));
    }

    [Theory]
    [InlineData(OverwritePolicy.Never)]
    [InlineData(OverwritePolicy.Always)]
    public void A_directory_that_a_later_set_brings_gets_its_metadata_though_an_earlier_one_made_it(OverwritePolicy policy)
    {
        using (var target = new RestoreTarget(Options() with { Overwrite = policy }))
        {
            target.WriteFile(Entry("dir/from-full", EntryKind.File), ""u8);
            target.WriteFile(Entry("elsewhere", EntryKind.File), ""u8);
            Assert.Equal(RestoreResult.Restored, target.Make(Entry("dir", EntryKind.Directory, mode: "711", modified: 77)).Result);
        }

        var entry = _target.Walk().Single(item => _target.Below(item.Path) == "dir").Entry!;
        Assert.Equal((Convert.ToUInt32("711", 8), 77L), (entry.Mode, entry.ModifiedAt.Seconds));
    }

    [Fact]
    public void A_directory_that_was_there_is_left_alone_under_the_policy_never()
    {
        _target.Shell("mkdir dir; chmod 750 dir");
        using (var target = new RestoreTarget(Options() with { Overwrite = OverwritePolicy.Never }))
            Assert.Equal(RestoreResult.Kept, target.Make(Entry("dir", EntryKind.Directory, mode: "711")).Result);
        Assert.Equal(Convert.ToUInt32("750", 8), _target.Walk()[1].Entry!.Mode);
    }

    [Fact]
    public void A_further_name_of_a_file_that_was_kept_needs_its_own_content()
    {
        _target.File("first", "other content");
        using var target = new RestoreTarget(Options() with { Overwrite = OverwritePolicy.Never });
        Assert.Equal(RestoreResult.Kept, target.WriteFile(Entry("first", EntryKind.File, modified: 5), "x"u8).Result);
        Assert.Equal(RestoreResult.NeedsContent, target.Make(Entry("second", EntryKind.HardLink, "first", modified: 5)).Result);
        Assert.Equal(RestoreResult.NeedsContent, target.Make(Entry("third", EntryKind.HardLink, "missing", modified: 5)).Result);
    }

    [Fact]
    public void What_a_default_acl_would_hand_down_is_taken_off()
    {
        _target.SetAttribute("", "system.posix_acl_default", Acls.UserOnFile);
        using (var target = new RestoreTarget(Options()))
        {
            target.WriteFile(Entry("file", EntryKind.File, mode: "604"), "x"u8);
            target.Make(Entry("dir", EntryKind.Directory, mode: "705"));
            target.WriteFile(Entry("dir/file", EntryKind.File, mode: "604"), "x"u8);
        }

        var own = $"{_target.Walk()[0].Entry!.UserId}:{_target.Walk()[0].Entry!.GroupId}";
        Assert.Equal(
            [$"/dir Directory 705 {own}", $"/dir/file File 604 {own}", $"/file File 604 {own}"],
            TreeCopy.Describe(_target.Root).Skip(1).Select(line => string.Join(' ', line.Split(' ').Take(4))));
        Assert.DoesNotContain(TreeCopy.Describe(_target.Root).Skip(1), line => line.Contains("acl", StringComparison.Ordinal));
    }

    [Fact]
    public void Owners_go_by_name_where_the_name_is_known()
    {
        if (!TempTree.IsAdministrator)
            return;
        var known = new FileEntry { Path = EntryPath.FromText("known"), Kind = EntryKind.File, Mode = 0x1a4, UserId = 999, GroupId = 999, UserName = "daemon", GroupName = "daemon" };
        var unknown = new FileEntry { Path = EntryPath.FromText("unknown"), Kind = EntryKind.File, Mode = 0x9ed, UserId = 998, GroupId = 997, UserName = "nobody-knows-me" };
        foreach (var (policy, folder) in new[] { (OwnerPolicy.ByName, "name"), (OwnerPolicy.ByNumber, "number"), (OwnerPolicy.Leave, "leave") })
        {
            using var target = new RestoreTarget(Options() with { Directory = _target[folder], Owners = policy });
            target.WriteFile(known, ""u8);
            target.WriteFile(unknown, ""u8);
        }

        Assert.Equal(
            [("name/known", 1u, 1u, "644"), ("name/unknown", 998u, 997u, "4755"), ("number/known", 999u, 999u, "644"), ("number/unknown", 998u, 997u, "4755"), ("leave/known", 0u, 0u, "644"), ("leave/unknown", 0u, 0u, "755")],
            _target.Walk().Where(item => item.Entry!.Kind == EntryKind.File).OrderBy(item => _target.Below(item.Path)[0] switch { 'n' => 0, _ => 1 })
                .ThenBy(item => _target.Below(item.Path)[1] == 'a' ? 0 : 1)
                .Select(item => (_target.Below(item.Path), item.Entry!.UserId, item.Entry.GroupId, Convert.ToString(item.Entry.Mode, 8))));
    }

    [Fact]
    public void Device_nodes_are_made_only_when_allowed()
    {
        using var target = new RestoreTarget(Options() with { DeviceNodes = false });
        Assert.Equal(RestoreResult.Failed, target.Make(Entry("null", EntryKind.CharacterDevice)).Result);
    }

    [Fact]
    public async Task Several_threads_write_files_of_one_directory_at_once()
    {
        using (var target = new RestoreTarget(Options()))
        {
            target.Make(Entry("dir", EntryKind.Directory, mode: "755", modified: 99));
            await Parallel.ForAsync(0, 2000, TestContext.Current.CancellationToken, (i, _) =>
            {
                Assert.Equal(RestoreResult.Restored, target.WriteFile(Entry($"dir/sub{i / 1000}/{i}", EntryKind.File), BitConverter.GetBytes(i)).Result);
                return ValueTask.CompletedTask;
            });
        }

        Assert.Equal(2003, _target.WalkNames().Count);
        Assert.Equal(99, _target.Walk()[1].Entry!.ModifiedAt.Seconds);
        Assert.Equal(1234, BitConverter.ToInt32(System.IO.File.ReadAllBytes(_target["dir/sub1/1234"])));
    }

    [Fact]
    public void A_target_that_cannot_be_made_says_so()
    {
        _target.File("file");
        var exception = Assert.Throws<IOException>(() => new RestoreTarget(Options() with { Directory = _target["file/below"] }));
        Assert.Contains("file/below", exception.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new RestoreTarget(Options() with { Directory = "relative" }));
    }

    private RestoreTargetOptions Options() => new() { Directory = _target.Root };

    private RestoreOutcome Write(OverwritePolicy policy, string path, long modified)
    {
        using var target = new RestoreTarget(Options() with { Overwrite = policy });
        return target.WriteFile(Entry(path, EntryKind.File, modified: modified), "new"u8);
    }

    private string Read(string path) => System.IO.File.ReadAllText(_target[path]);

    private static FileEntry File(EntryPath path) => new() { Path = path, Kind = EntryKind.File, Mode = 0x1a4 };

    private static FileEntry Entry(string path, EntryKind kind, string? link = null, string mode = "644", long modified = 0) => new()
    {
        Path = EntryPath.FromText(path),
        Kind = kind,
        Mode = Convert.ToUInt32(mode, 8),
        ModifiedAt = new UnixTime(modified, 0),
        LinkTarget = link is null ? null : Encoding.UTF8.GetBytes(link),
    };
}
