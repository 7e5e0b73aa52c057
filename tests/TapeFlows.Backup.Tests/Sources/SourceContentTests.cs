using System.Text;
using TapeFlows.Backup.Sources;

namespace TapeFlows.Backup.Tests.Sources;

public sealed class SourceContentTests : IDisposable
{
    private readonly TempTree _tree = new();
    private readonly SourceWalk _walk;

    public SourceContentTests() => _walk = new SourceWalk(_tree.Options);

    public void Dispose()
    {
        _walk.Dispose();
        _tree.Dispose();
    }

    private SourceItem Find(string name) => _walk.Enumerate().Single(item => item.IsEntry && _tree.Below(item.Path) == name);

    [Fact]
    public void A_small_file_is_read_whole_and_unchanged()
    {
        _tree.File("dir/file", "some content");
        var item = Find("dir/file");
        var buffer = new byte[100];

        var small = SourceContent.ReadSmall(item, buffer);

        Assert.Null(small.Problem);
        Assert.Same(item.Entry, small.Entry);
        Assert.Equal("some content", Encoding.UTF8.GetString(buffer, 0, small.Length));
    }

    [Fact]
    public void A_file_that_changed_before_it_was_opened_is_told_as_it_is_now()
    {
        _tree.File("file", "short");
        var item = Find("file");
        _tree.File("file", "a little longer");
        var buffer = new byte[100];

        var small = SourceContent.ReadSmall(item, buffer);

        Assert.Null(small.Problem);
        Assert.Equal((15, 15L), (small.Length, small.Entry!.Size));
        Assert.True(small.Entry.ModifiedAt >= item.Entry!.ModifiedAt);
    }

    [Fact]
    public void A_file_that_no_longer_fits_asks_to_be_streamed()
    {
        _tree.File("file", "short");
        var item = Find("file");
        _tree.File("file", new string('x', 1000));
        Assert.True(SourceContent.ReadSmall(item, new byte[6]).IsTooLarge);
    }

    [Fact]
    public void A_file_that_vanished_or_became_something_else_is_a_problem()
    {
        _tree.File("a");
        _tree.File("b");
        _tree.File("c");
        _tree.File("d/e");
        var items = new[] { "a", "b", "c", "d/e" }.Select(Find).ToList();
        _tree.Shell("rm a b c; ln -s /etc/passwd b; mkfifo c; rm -r d");

        var problems = items.ConvertAll(item => SourceContent.ReadSmall(item, new byte[100]).Problem!);
        var opened = items.ConvertAll(item => SourceContent.TryOpen(item, out _, out var problem) ? null : problem);

        SourceProblemKind[] expected = [SourceProblemKind.Vanished, SourceProblemKind.Unreadable, SourceProblemKind.Changed, SourceProblemKind.Vanished];
        Assert.Equal(expected, problems.Select(problem => problem.Kind));
        Assert.Equal(expected, opened.Select(problem => problem!.Kind));
    }

    [Fact]
    public void A_file_that_may_not_be_read_is_a_problem()
    {
        if (TempTree.IsAdministrator)
            return;
        _tree.File("secret");
        _tree.Shell("chmod 0 secret");
        var problem = SourceContent.ReadSmall(Find("secret"), new byte[100]).Problem!;
        Assert.Equal((SourceProblemKind.Unreadable, FileState.Unreadable), (problem.Kind, problem.State));
        Assert.Contains("permission denied", problem.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_file_is_read_at_any_offset()
    {
        var content = new byte[3_000_000];
        Random.Shared.NextBytes(content);
        _tree.File("large", content);
        Assert.True(SourceContent.TryOpen(Find("large"), out var file, out _));
        using (file)
        {
            var read = new byte[content.Length];
            Assert.Equal(1_000_000, file.ReadAt(0, read.AsSpan(0, 1_000_000)));
            Assert.Equal(2_000_000, file.ReadAt(1_000_000, read.AsSpan(1_000_000)));
            Assert.Equal(content, read);
            Assert.Null(file.Extents);
            Assert.Null(file.CheckAfterRead());
        }
    }

    [Fact]
    public void A_file_that_grows_while_it_is_read_is_marked()
    {
        _tree.File("file", "12345");
        Assert.True(SourceContent.TryOpen(Find("file"), out var file, out _));
        using (file)
        {
            File.AppendAllText(_tree["file"], "more");
            Assert.Equal(5, file.ReadAt(0, new byte[5]));
            var problem = file.CheckAfterRead()!;
            Assert.Equal(FileState.ChangedWhileRead, problem.State);
            Assert.Contains("grew from 5 to 9", problem.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_that_shrinks_while_it_is_read_is_marked()
    {
        _tree.File("file", new byte[10_000]);
        Assert.True(SourceContent.TryOpen(Find("file"), out var file, out _));
        using (file)
        {
            Assert.Equal(4000, file.ReadAt(0, new byte[4000]));
            using (var stream = File.OpenWrite(_tree["file"]))
                stream.SetLength(5000);
            Assert.Equal(1000, file.ReadAt(4000, new byte[6000]));
            var problem = file.CheckAfterRead()!;
            Assert.True(problem.State.HasFlag(FileState.Shrunk));
            Assert.Contains("5000 of 10000", problem.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Holes_are_found()
    {
        _tree.Shell("truncate -s 10M sparse; printf data | dd of=sparse bs=1 seek=1048576 conv=notrunc status=none; truncate -s 5M hole; sync sparse");
        var sparse = Find("sparse");
        Assert.True(sparse.MayHaveHoles);
        Assert.True(SourceContent.TryOpen(sparse, out var file, out _));
        using (file)
        {
            var extent = Assert.Single(file.Extents!);
            Assert.InRange(extent.Offset, 1, 1048576);
            Assert.True(extent.Offset + extent.Length >= 1048580 && extent.Length <= 1 << 20);
        }

        Assert.True(SourceContent.TryOpen(Find("hole"), out file, out _));
        using (file)
            Assert.Empty(file.Extents!);
    }

    [Fact]
    public void Extended_attributes_come_in_the_order_of_their_names()
    {
        _tree.File("file");
        _tree.Folder("dir");
        var large = new byte[2500];
        Random.Shared.NextBytes(large);
        _tree.SetAttribute("file", "user.zeta", [0, 1, 255]);
        _tree.SetAttribute("file", "user.alpha", large);
        _tree.SetAttribute("dir", "user.of-a-directory", []);
        var buffer = new byte[100];

        var small = SourceContent.ReadSmall(Find("file"), buffer).Entry!;
        var directory = SourceContent.ReadAttributes(Find("dir"), out var problem);

        Assert.Equal(["user.alpha", "user.zeta"], small.Attributes.Select(attribute => attribute.Name));
        Assert.Equal(large, small.Attributes[0].Value);
        Assert.Equal([0, 1, 255], small.Attributes[1].Value);
        Assert.Null(problem);
        Assert.Equal(("user.of-a-directory", 0), (directory.Attributes[0].Name, directory.Attributes[0].Value.Length));
        Assert.True(SourceContent.TryOpen(Find("file"), out var file, out _));
        using (file)
            Assert.Equal(2, file.Entry.Attributes.Count);
    }

    [Fact]
    public void An_entry_is_found_again_when_its_directory_was_closed_meanwhile_but_not_in_another_directory_of_the_same_name()
    {
        for (var i = 0; i < 50; i++)
            _tree.File($"d{i:d2}/file", $"{i}");
        using var walk = new SourceWalk(_tree.Options with { OpenDirectories = 16 });
        var items = walk.Enumerate(TestContext.Current.CancellationToken).Where(item => item.Entry?.Kind == EntryKind.File).ToList();
        _tree.Shell("mv d00 moved; mkdir d00; echo new > d00/file");
        var buffer = new byte[10];

        Assert.All(Enumerable.Range(1, 49), i =>
        {
            var small = SourceContent.ReadSmall(items[i], buffer);
            Assert.Equal($"{i}", Encoding.UTF8.GetString(buffer, 0, small.Length));
        });
        Assert.Equal(SourceProblemKind.Vanished, SourceContent.ReadSmall(items[0], buffer).Problem?.Kind);
    }

    [Fact]
    public void A_further_name_can_be_read_as_a_file()
    {
        _tree.File("a", "shared");
        _tree.Shell("ln a b");
        var item = Find("b");
        Assert.Equal(EntryKind.HardLink, item.Entry!.Kind);

        var small = SourceContent.ReadSmall(item, new byte[100]);

        Assert.Equal((EntryKind.File, 6L, "b"), (small.Entry!.Kind, small.Entry.Size, _tree.Below(small.Entry.Path)));
        Assert.Null(small.Entry.LinkTarget);
    }
}
