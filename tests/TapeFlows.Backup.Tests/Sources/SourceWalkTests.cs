using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TapeFlows.Backup.Sources;

namespace TapeFlows.Backup.Tests.Sources;

public sealed class SourceWalkTests : IDisposable
{
    private readonly TempTree _tree = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void Every_kind_of_file_is_told_as_it_is()
    {
        _tree.File("a-file", "hello");
        _tree.Shell("ln -s 'some where' b-link; mkfifo c-pipe; mkdir d-dir; touch -d @1700000000.123456789 a-file; chmod 6755 a-file");
        if (TempTree.IsAdministrator)
            _tree.Shell("chown 12345:54321 a-file; chmod 6755 a-file; mknod e-null c 1 3; mknod f-disk b 7 200");

        var entries = _tree.Walk().Where(item => item.IsEntry).ToDictionary(item => _tree.Below(item.Path), item => item.Entry!);

        var file = entries["a-file"];
        Assert.Equal(EntryKind.File, file.Kind);
        Assert.Equal(5, file.Size);
        Assert.Equal(new UnixTime(1700000000, 123456789), file.ModifiedAt);
        Assert.Equal(Convert.ToUInt32("6755", 8), file.Mode);
        Assert.Equal(1u, file.LinkCount);
        Assert.NotEqual(0ul, file.Inode);
        Assert.NotEqual(0ul, file.Device);
        Assert.Equal(EntryKind.SymbolicLink, entries["b-link"].Kind);
        Assert.Equal("some where", Encoding.UTF8.GetString(entries["b-link"].LinkTarget!));
        Assert.Equal(EntryKind.Fifo, entries["c-pipe"].Kind);
        Assert.Equal(EntryKind.Directory, entries["d-dir"].Kind);
        Assert.Equal(EntryKind.Directory, entries[""].Kind);
        if (!TempTree.IsAdministrator)
            return;
        Assert.Equal((12345u, 54321u), (file.UserId, file.GroupId));
        Assert.Null(file.UserName);
        Assert.Equal(("root", "root"), (entries["d-dir"].UserName, entries["d-dir"].GroupName));
        Assert.Equal((EntryKind.CharacterDevice, 1u, 3u), (entries["e-null"].Kind, entries["e-null"].DeviceMajor, entries["e-null"].DeviceMinor));
        Assert.Equal((EntryKind.BlockDevice, 7u, 200u), (entries["f-disk"].Kind, entries["f-disk"].DeviceMajor, entries["f-disk"].DeviceMinor));
    }

    [Fact]
    public void A_socket_is_a_note_and_no_entry()
    {
        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(_tree["socket"]));

        var item = _tree.Walk().Single(item => _tree.Below(item.Path) == "socket");

        Assert.False(item.IsEntry);
        Assert.Equal(SourceProblemKind.NotArchivable, item.Problem.Kind);
        Assert.True(item.Problem.IsNote);
    }

    [Fact]
    public void The_order_is_that_of_paths_whatever_the_names_are()
    {
        Prop.ForAll(Gen.ListOf(Names.Path).Resize(40).ToArbitrary(), paths =>
        {
            using var tree = new TempTree();
            foreach (var path in paths)
                Names.TryCreate(tree, path);
            var walked = tree.Walk().Select(item => item.Path).ToList();
            return walked.SequenceEqual(walked.Order()) && walked.Distinct().Count() == walked.Count && walked.Count == Names.CountBelow(tree.Root);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Fact]
    public void A_directory_comes_before_its_contents_and_both_before_a_longer_name()
    {
        _tree.File("a/x");
        _tree.File("a-b");
        _tree.File("a.b");
        _tree.File("a0");
        Assert.Equal(["a", "a/x", "a-b", "a.b", "a0"], _tree.WalkNames());
    }

    [Fact]
    public void Names_that_are_not_utf8_stay_byte_for_byte()
    {
        _tree.Shell(@"touch $'\xff\xfe' $'new\nline' $'latin-\xe9'");
        Assert.Equal([@"latin-\xe9", @"new\x0aline", @"\xff\xfe"], _tree.WalkNames());
    }

    [Fact]
    public void Paths_longer_than_the_kernel_takes_in_one_piece_are_walked_and_read()
    {
        _tree.Shell("for i in $(seq 40); do d=$(printf 'd%.0s' {1..200}); mkdir $d; cd $d; done; echo deep > end");
        using var walk = new SourceWalk(_tree.Options with { OpenDirectories = 16 });

        var last = walk.Enumerate(TestContext.Current.CancellationToken).Last();

        Assert.True(last.Path.Length > 8000);
        Span<byte> buffer = stackalloc byte[100];
        var small = SourceContent.ReadSmall(last, buffer);
        Assert.Null(small.Problem);
        Assert.Equal("deep\n", Encoding.UTF8.GetString(buffer[..small.Length]));
    }

    [Fact]
    public void Further_names_of_an_inode_point_to_the_first()
    {
        _tree.File("b/one");
        _tree.Shell("ln b/one a-link; ln b/one c-link; ln -s x s; ln s t");

        var entries = _tree.Walk().Where(item => item.IsEntry).ToDictionary(item => _tree.Below(item.Path), item => item.Entry!);

        Assert.Equal((EntryKind.File, 7L), (entries["a-link"].Kind, entries["a-link"].Size));
        Assert.Equal((EntryKind.HardLink, 0L), (entries["b/one"].Kind, entries["b/one"].Size));
        Assert.Equal(entries["a-link"].Path.ToBytes(), entries["b/one"].LinkTarget);
        Assert.Equal(entries["a-link"].Path.ToBytes(), entries["c-link"].LinkTarget);
        Assert.Equal(EntryKind.SymbolicLink, entries["s"].Kind);
        Assert.Equal(entries["s"].Path.ToBytes(), entries["t"].LinkTarget);
    }

    [Fact]
    public void Roots_may_repeat_lie_inside_each_other_and_be_files()
    {
        _tree.File("a/b/c");
        _tree.File("d");
        var options = new SourceOptions { Roots = [_tree["d"], _tree["a/b"], _tree["a"], _tree["a/../a/./b/"], _tree["d"]] };
        Assert.Equal(["a", "a/b", "a/b/c", "d"], _tree.WalkNames(options));
    }

    [Fact]
    public void A_root_inside_another_is_walked_even_when_a_pattern_hides_it()
    {
        _tree.File("a/b/c/kept");
        _tree.File("a/b/lost");
        _tree.File("a/z");
        _tree.File("y");
        var options = new SourceOptions { Roots = [_tree["a"], _tree["a/b/c"], _tree["a/b/missing"], _tree["y"]], Exclude = ["b/"] };

        var items = _tree.Walk(options);

        Assert.Equal(["a", "a/b/c", "a/b/c/kept", "a/b/missing", "a/z", "y"], items.Select(item => _tree.Below(item.Path)));
        Assert.Equal(SourceProblemKind.RootMissing, items[4 - 1].Problem?.Kind);
    }

    [Fact]
    public void A_missing_root_is_told_and_the_others_are_walked()
    {
        _tree.File("here");
        var options = new SourceOptions { Roots = [_tree["missing"], _tree["here"], _tree["here/not-a-directory"]] };

        var items = _tree.Walk(options);

        Assert.Equal(["here", "here/not-a-directory", "missing"], items.Select(item => _tree.Below(item.Path)));
        Assert.All(items.Skip(1), item => Assert.Equal(SourceProblemKind.RootMissing, item.Problem?.Kind));
    }

    [Fact]
    public void A_root_that_is_a_symbolic_link_is_archived_as_such_and_noted()
    {
        _tree.File("real/file");
        _tree.Shell("ln -s real link");

        var items = _tree.Walk(new SourceOptions { Roots = [_tree["link"], _tree["link/file"]] });

        Assert.Equal(SourceProblemKind.RootIsLink, items[0].Problem?.Kind);
        Assert.Equal(EntryKind.SymbolicLink, items[1].Entry?.Kind);
        Assert.Equal((EntryKind.File, "link/file"), (items[2].Entry!.Kind, _tree.Below(items[2].Path)));
    }

    [Fact]
    public void The_root_directory_is_walked_without_the_kernels_own_file_systems()
    {
        using var walk = new SourceWalk(new SourceOptions { Roots = ["/"], OneFileSystem = true, Exclude = ["/*", "!/proc", "!/etc", "/etc/*", "!/etc/passwd"] });
        var items = walk.Enumerate(TestContext.Current.CancellationToken).ToList();
        Assert.Contains(items, item => item.Entry?.Path.ToString() == "etc/passwd");
        Assert.DoesNotContain(items, item => item.Path.IsRoot);

        using var all = new SourceWalk(new SourceOptions { Roots = ["/"], Exclude = ["/*", "!/proc"] });
        items = [.. all.Enumerate(TestContext.Current.CancellationToken)];
        Assert.Equal(["proc", "proc"], items.Select(item => item.Path.ToString()));
        Assert.Equal(SourceProblemKind.MountLeftOut, items[1].Problem?.Kind);
    }

    [Fact]
    public void A_directory_to_leave_out_is_known_by_its_inode()
    {
        _tree.File("library/tape");
        _tree.File("other/file");
        _tree.Shell("ln -s library by-another-name");
        var options = _tree.Options with { LeaveOut = [_tree["by-another-name/../library"], _tree["nowhere"]] };
        Assert.Equal(["by-another-name", "other", "other/file"], _tree.WalkNames(options));
    }

    [Fact]
    public void A_directory_that_cannot_be_listed_is_told_and_the_rest_is_walked()
    {
        if (TempTree.IsAdministrator)
            return;
        _tree.File("a/x");
        _tree.File("b/y");
        _tree.Shell("chmod 0 a");

        var items = _tree.Walk();

        Assert.Equal(["", "a", "a", "b", "b/y"], items.Select(item => _tree.Below(item.Path)));
        Assert.Equal(SourceProblemKind.Unreadable, items[2].Problem?.Kind);
    }

    [Fact]
    public void What_vanishes_between_listing_and_looking_is_told()
    {
        // More names than a chunk: the walk looks the second chunk up only after the first was used.
        for (var i = 0; i < 700; i++)
            _tree.File($"f{i:d4}", "");
        using var walk = new TreeWalker(_tree.Options, new OpenDirectories(16), new OwnerNames());
        var items = new List<SourceItem>();
        while (items.Count < 5)
            walk.Step(items);
        File.Delete(_tree["f0650"]);
        while (walk.Step(items))
            continue;

        var problem = Assert.Single(items, item => !item.IsEntry).Problem!;

        Assert.Equal("f0650", _tree.Below(problem.Path));
        Assert.Equal(SourceProblemKind.Vanished, problem.Kind);
        Assert.Equal(701, items.Count);
    }

    [Fact]
    public void Nothing_can_be_opened_once_the_walk_is_disposed()
    {
        _tree.File("a/file");
        var walk = new SourceWalk(_tree.Options);
        var item = walk.Enumerate(TestContext.Current.CancellationToken).Last();
        walk.Dispose();
        Assert.ThrowsAny<ObjectDisposedException>(() => SourceContent.ReadSmall(item, new byte[10]));
    }

    [Fact]
    public void The_walk_can_be_left_early_and_cancelled()
    {
        for (var i = 0; i < 2000; i++)
            _tree.File($"f{i}", "");
        using var walk = new SourceWalk(_tree.Options with { ReadAhead = 256 });
        Assert.Equal(10, walk.Enumerate(TestContext.Current.CancellationToken).Take(10).Count());

        using var cancel = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() =>
        {
            foreach (var _ in walk.Enumerate(cancel.Token))
                cancel.Cancel();
        });
    }

    [Fact]
    public void Patterns_leave_out_and_take_back_in()
    {
        _tree.File("src/a.cs");
        _tree.File("src/a.tmp");
        _tree.File("src/keep.tmp");
        _tree.File("node_modules/x/y");
        _tree.File("deep/node_modules/z");
        _tree.File("build");
        _tree.File("deep/build/out");
        var options = _tree.Options with { Exclude = ["*.tmp", "!keep.tmp", "node_modules/", "/build"] };
        Assert.Equal(["deep", "deep/build", "deep/build/out", "src", "src/a.cs", "src/keep.tmp"], _tree.WalkNames(options));
    }

    [Fact]
    public void Include_takes_only_what_matches_with_the_way_there()
    {
        _tree.File("a/b/c.jpg");
        _tree.File("a/b/c.txt");
        _tree.File("a/empty/x.txt");
        _tree.File("docs/x");
        _tree.File("docs/sub/y.txt");
        _tree.File("z.jpg");
        var options = _tree.Options with { Include = ["*.jpg", "docs/"], Exclude = ["sub/"] };
        Assert.Equal(["a", "a/b", "a/b/c.jpg", "docs", "docs/x", "z.jpg"], _tree.WalkNames(options));
    }

    [Fact]
    public void One_file_system_keeps_the_mount_point_only()
    {
        var options = new SourceOptions { Roots = ["/"], OneFileSystem = true, Exclude = ["/*", "!/dev"] };
        using var walk = new SourceWalk(options);
        var items = walk.Enumerate(TestContext.Current.CancellationToken).ToList();
        Assert.SkipUnless(items.Count == 2, "/dev is no mount point here");
        Assert.Equal(["dev", "dev"], items.Select(item => item.Path.ToString()));
        Assert.Equal(SourceProblemKind.MountLeftOut, items[1].Problem?.Kind);
    }
}
