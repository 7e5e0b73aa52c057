using TapeFlows.Backup.Restore;

namespace TapeFlows.Backup.Tests.Restore;

public sealed class RestoreSelectionTests
{
    private static readonly string[] Tree = ["home", "home/a", "home/a/one.txt", "home/a/two.bin", "home/b", "home/b/one.txt", "home/three.txt", "srv/x", "srv/x/one.txt"];

    [Theory]
    [InlineData("", "home home/a home/a/one.txt home/a/two.bin home/b home/b/one.txt home/three.txt srv/x srv/x/one.txt")]
    [InlineData("one.txt", "home/a/one.txt home/b/one.txt srv/x/one.txt")]
    [InlineData("/home/a", "home/a home/a/one.txt home/a/two.bin")]
    [InlineData("a/*.txt", "home/a/one.txt")]
    [InlineData("**/one.txt !b", "home/a/one.txt home/b/one.txt srv/x/one.txt")]
    [InlineData("!*.txt", "home home/a home/a/two.bin home/b srv/x")]
    [InlineData("a/ b/", "home/a home/a/one.txt home/a/two.bin home/b home/b/one.txt")]
    [InlineData("/home !a a/two.bin", "home home/a/two.bin home/b home/b/one.txt home/three.txt")]
    public void Patterns_take_what_they_say(string patterns, string expected)
    {
        var selection = Of(patterns);
        Assert.Equal(expected, string.Join(' ', Tree.Where(path => selection.Includes(EntryPath.FromText(path), IsDirectory(path)))));
    }

    [Theory]
    [InlineData("/home/a/one.txt", "home/a/one.txt home/home/a/one.txt srv/x/home/a/one.txt")]
    [InlineData("a/*.txt /home/a/two.bin", "home/a home/home/a/two.bin srv/x/a srv/x/home/a/two.bin")]
    [InlineData("/home", null)]
    [InlineData("*.txt", null)]
    [InlineData("!a", null)]
    [InlineData("", null)]
    public void What_begins_literally_narrows_where_to_look(string patterns, string? places) =>
        Assert.Equal(places, Of(patterns).Places is { } found ? string.Join(' ', found) : null);

    [Fact]
    public void Looking_only_at_the_places_misses_nothing()
    {
        foreach (var patterns in (string[])["/home/a", "a/one.txt", "b/*.txt", "/srv/x/one.txt a", "x/../a"])
        {
            var selection = Of(patterns);
            if (selection.Places is not { } places)
                continue;
            foreach (var path in Tree.Select(EntryPath.FromText))
            {
                if (selection.Includes(path, IsDirectory(path.ToString())))
                    Assert.Contains(places, place => path == place || path.IsBelow(place));
            }
        }
    }

    private static bool IsDirectory(string path) => !path.Contains('.', StringComparison.Ordinal);

    private static RestoreSelection Of(string patterns) => new(patterns.Split(' ', StringSplitOptions.RemoveEmptyEntries), ["/home", "/srv/x"]);
}
