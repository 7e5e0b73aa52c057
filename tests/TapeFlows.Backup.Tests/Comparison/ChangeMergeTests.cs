using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TapeFlows.Backup.Comparison;
using TapeFlows.Backup.Sources;
using TapeFlows.Backup.Tests.Sources;

namespace TapeFlows.Backup.Tests.Comparison;

public sealed class ChangeMergeTests : IDisposable
{
    private readonly TempTree _tree = new();
    private readonly MemoryFileCatalog _catalog = new();

    public void Dispose() => _tree.Dispose();

    [Fact]
    public void Nothing_changed_yields_nothing()
    {
        _tree.File("a/b", "12345");
        _tree.Shell("ln a/b c; ln -s x d; mkfifo e");
        var set = Full();

        var (changes, counts) = Compare([set]);

        Assert.Empty(changes);
        Assert.Equal((6L, 5L), (counts.Unchanged, counts.UnchangedBytes));
    }

    [Theory]
    [InlineData("echo longer >> file")]
    [InlineData("touch -d @1 file")]
    [InlineData("chmod 600 file")]
    [InlineData("cp -p file other; mv other file")]
    [InlineData("printf CONTENT > new; touch -r file new; cat new > file; touch -r new file; rm new")]
    [InlineData("rm file; mkdir file")]
    [InlineData("rm file; ln -s content file")]
    public void Every_kind_of_change_is_seen(string command)
    {
        _tree.File("file");
        var set = Full();
        _tree.Shell(command);
        var (changes, _) = Compare([set]);
        Assert.Contains("Changed file", changes);
    }

    [Fact]
    public void A_changed_attribute_or_acl_is_seen_by_the_change_time()
    {
        _tree.File("file");
        var set = Full();
        _tree.SetAttribute("file", "user.note", [1]);
        Assert.Equal(["Changed file"], Compare([set]).Changes);
    }

    [Fact]
    public void New_and_deleted_entries_are_told_in_path_order()
    {
        _tree.File("b/x");
        _tree.File("c");
        _tree.File("keep");
        var set = Full();
        _tree.Shell("rm -r b c; mkdir d; echo > d/new; echo > a");
        Assert.Equal(["Changed ", "New a", "Deleted b", "Deleted b/x", "Deleted c", "New d", "New d/new"], Compare([set]).Changes);
    }

    [Fact]
    public void Renames_are_told_with_whichever_name_comes_later()
    {
        _tree.File("a", "moves down");
        _tree.File("z/file", "moves up");
        var set = Full();
        _tree.Shell("mv a m; mv z b");

        var (changes, counts) = Compare([set]);

        Assert.Equal(["Changed ", "Deleted a", "New b", "New b/file", "New m <- a", "Deleted z -> b", "Deleted z/file -> b/file"], changes);
        Assert.Equal(3, counts.Renamed);
    }

    [Fact]
    public void Too_many_candidates_for_renames_are_said_to_be_too_many()
    {
        for (var i = 0; i < 20; i++)
            _tree.File($"a{i:d2}");
        var set = Full();
        _tree.Shell("for f in a*; do mv $f b$f; done");

        var (changes, counts) = Compare([set], new ComparisonOptions { RenameCandidates = 5 });

        Assert.Equal(5, counts.Renamed);
        Assert.True(counts.RenamesIncomplete);
        Assert.Equal(41, changes.Count);
    }

    [Fact]
    public void What_could_not_be_listed_is_not_deleted()
    {
        _tree.File("dir/sub/file");
        _tree.File("dir2");
        _tree.File("gone");
        var items = _tree.Walk();
        var set = _catalog.Add(items.Select(item => MemoryFileCatalog.Row(item.Entry!)));
        var walk = items.Take(2).Append(new SourceItem(new SourceProblem(items[1].Path, SourceProblemKind.Unreadable, "no"))).Append(items[4]).ToList();

        var (changes, counts) = Compare([set], walk: walk);

        Assert.Equal(["Problem dir", "Deleted gone"], changes);
        Assert.Equal((2L, 1L), (counts.Kept, counts.Deleted));
    }

    [Fact]
    public void A_missing_root_deletes_nothing_and_a_vanished_file_is_deleted()
    {
        _tree.File("a/x");
        _tree.File("b");
        var items = _tree.Walk();
        var set = _catalog.Add(items.Select(item => MemoryFileCatalog.Row(item.Entry!)));
        var missing = new SourceItem(new SourceProblem(_tree.RootPath, SourceProblemKind.RootMissing, "no"));
        Assert.Equal(["Problem "], Compare([set], walk: [missing]).Changes);

        var vanished = new SourceItem(new SourceProblem(items[3].Path, SourceProblemKind.Vanished, "no"));
        Assert.Equal(["Problem b", "Deleted b"], Compare([set], walk: [.. items.Take(3), vanished]).Changes);
    }

    [Fact]
    public void What_became_excluded_is_recorded_as_deleted()
    {
        _tree.File("cache/x");
        _tree.File("data");
        var set = Full();
        var (changes, _) = Compare([set], walk: _tree.Walk(_tree.Options with { Exclude = ["cache/"] }));
        Assert.Equal(["Deleted cache", "Deleted cache/x"], changes);
    }

    [Fact]
    public void A_further_name_never_points_out_of_its_set()
    {
        _tree.File("a", "shared");
        _tree.Shell("ln a b; ln a c");
        var items = _tree.Walk();
        // The rows of b and c are lost, as if the file system did not tell that links were made: a is unchanged, b and c are new.
        var set = _catalog.Add(items.Where(item => _tree.Below(item.Path) is "" or "a").Select(item => MemoryFileCatalog.Row(item.Entry!)));

        using var walk = new SourceWalk(_tree.Options);
        var changes = Run([set], new ComparisonOptions(), walk.Enumerate(TestContext.Current.CancellationToken)).Changes;

        Assert.Equal(["b", "c"], changes.Select(change => _tree.Below(change.Path)));
        Assert.Equal((EntryKind.File, 6L), (changes[0].Item.Entry!.Kind, changes[0].Item.Entry!.Size));
        Assert.Equal((EntryKind.HardLink, "b"), (changes[1].Item.Entry!.Kind, _tree.Below(EntryPath.FromBytes(changes[1].Item.Entry!.LinkTarget))));
    }

    [Fact]
    public void When_the_first_name_goes_the_next_becomes_the_file()
    {
        _tree.File("a", "shared");
        _tree.Shell("ln a b; ln a c");
        var set = Full();
        File.Delete(_tree["a"]);
        Assert.Equal(["Changed ", "Deleted a", "Changed b", "Changed c"], Compare([set]).Changes);
    }

    [Fact]
    public void Doubtful_content_is_archived_again_with_all_its_names()
    {
        _tree.File("a", "shared");
        _tree.Shell("ln a b");
        var items = _tree.Walk();
        var set = _catalog.Add(items.Select(item => MemoryFileCatalog.Row(
            item.Entry!, state: item.Entry!.Kind == EntryKind.File ? FileState.ChangedWhileRead : FileState.None)));
        Assert.Equal(["Changed a", "Changed b"], Compare([set]).Changes);
    }

    [Fact]
    public void A_checksum_saves_files_that_were_only_touched()
    {
        _tree.File("same", "content");
        _tree.File("other", "content");
        var set = Full(hash: true);
        _tree.Shell("touch -d @5 same other; printf CONTENT > other");

        var (changes, counts) = Compare([set], new ComparisonOptions { Content = ContentCheck.WhenTimesDiffer });

        Assert.Equal(["Changed other"], changes);
        Assert.Equal(2, counts.ContentChecked);
    }

    [Fact]
    public void A_checksum_finds_content_that_changed_behind_the_times()
    {
        _tree.File("file", "content");
        var rows = _tree.Walk().Select(item => MemoryFileCatalog.Row(item.Entry!, SHA256.HashData(Encoding.UTF8.GetBytes("CONTENT"))));
        var set = _catalog.Add(rows);
        Assert.Empty(Compare([set]).Changes);
        Assert.Equal(["Changed file"], Compare([set], new ComparisonOptions { Content = ContentCheck.Always }).Changes);
    }

    [Fact]
    public void A_file_that_changed_while_the_base_was_made_is_suspect()
    {
        _tree.File("file");
        var set = Full();
        var entry = _tree.Walk()[1].Entry!;
        Assert.Equal(["Changed file"], Compare([set], new ComparisonOptions { SuspectFrom = entry.ChangedAt }).Changes);
        Assert.Empty(Compare([set], new ComparisonOptions { SuspectFrom = entry.ChangedAt with { Seconds = entry.ChangedAt.Seconds + 1 } }).Changes);
    }

    [Fact]
    public void Inode_and_change_time_can_be_left_out_of_account()
    {
        _tree.File("file");
        var set = Full();
        _tree.Shell("cp -p file other; mv other file");
        var options = new ComparisonOptions { CompareInode = false, CompareChangeTime = false };
        Assert.Equal(["Changed "], Compare([set], options).Changes);
        Assert.Equal(["Changed ", "Changed file"], Compare([set]).Changes);
    }

    [Fact]
    public void After_any_sequence_of_changes_the_chain_tells_the_tree()
    {
        Prop.ForAll(Gen.ListOf(Gen.ListOf(Mutations.Any)).Resize(8).ToArbitrary(), generations =>
        {
            using var tree = new TempTree();
            var catalog = new MemoryFileCatalog();
            var chain = new List<Guid>();
            foreach (var mutations in generations.Prepend([]))
            {
                foreach (var mutation in mutations)
                    mutation(tree);
                var walk = tree.Walk();
                var changes = Run(catalog, chain, new ComparisonOptions(), walk).Changes;
                Assert.Equal(changes.Select(change => change.Path).Order(), changes.Select(change => change.Path));
                chain.Add(catalog.Add(changes.Select(change => change.Kind == ChangeKind.Deleted
                    ? MemoryFileCatalog.Gone(change.Path)
                    : MemoryFileCatalog.Row(change.Item.Entry!))));
                var view = ChainView.ReadAsync(catalog, chain).ToBlockingEnumerable().Select(row => Describe(row.File));
                Assert.Equal(walk.Select(item => Describe(MemoryFileCatalog.Row(item.Entry!))), view);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    private static string Describe(CatalogFile file) =>
        $"{file.Path} {file.Kind} {file.Size} {file.Mode} {file.ModifiedNanoseconds} {file.ChangedNanoseconds} {file.Inode} {Encoding.UTF8.GetString(file.LinkTarget ?? [])}";

    private Guid Full(bool hash = false) => _catalog.Add(_tree.Walk().Select(item => MemoryFileCatalog.Row(
        item.Entry!, hash && item.Entry!.Kind == EntryKind.File ? SHA256.HashData(File.ReadAllBytes("/" + item.Path)) : null)));

    private (List<string> Changes, ChangeCounts Counts) Compare(
        Guid[] chain, ComparisonOptions? options = null, IReadOnlyList<SourceItem>? walk = null)
    {
        if (walk is not null)
            return Named(Run(chain, options ?? new ComparisonOptions(), walk));
        using var live = new SourceWalk(_tree.Options);
        return Named(Run(chain, options ?? new ComparisonOptions(), live.Enumerate(TestContext.Current.CancellationToken)));
    }

    private (List<string> Changes, ChangeCounts Counts) Named((List<SourceChange> Changes, ChangeCounts Counts) result) =>
        (result.Changes.ConvertAll(change => $"{change.Kind} {_tree.Below(change.Path)}" + (change.Counterpart is not { } other ? ""
            : change.Kind == ChangeKind.New ? " <- " + _tree.Below(other) : " -> " + _tree.Below(other))), result.Counts);

    private (List<SourceChange> Changes, ChangeCounts Counts) Run(IReadOnlyList<Guid> chain, ComparisonOptions options, IEnumerable<SourceItem> walk) =>
        Run(_catalog, chain, options, walk);

    private static (List<SourceChange> Changes, ChangeCounts Counts) Run(
        MemoryFileCatalog catalog, IReadOnlyList<Guid> chain, ComparisonOptions options, IEnumerable<SourceItem> walk)
    {
        var merge = new ChangeMerge(options);
        return ([.. merge.RunAsync(walk, ChainView.ReadAsync(catalog, chain)).ToBlockingEnumerable()], merge.Counts);
    }
}
