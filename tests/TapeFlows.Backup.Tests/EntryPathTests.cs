using System.Text;

namespace TapeFlows.Backup.Tests;

public sealed class EntryPathTests
{
    [Theory]
    [InlineData("a", "a/b")]
    [InlineData("a/b", "a-b")]
    [InlineData("a/b/c", "a/b-")]
    [InlineData("a/z", "b")]
    [InlineData("", "a")]
    [InlineData("a", "a ")]
    public void A_directory_comes_just_before_its_contents(string earlier, string later)
    {
        Assert.True(EntryPath.FromText(earlier) < EntryPath.FromText(later));
        Assert.True(EntryPath.FromText(later) > EntryPath.FromText(earlier));
    }

    [Fact]
    public void The_order_is_that_of_the_bytes_with_the_slash_lowest()
    {
        var random = new Random(7);
        var paths = Enumerable.Range(0, 3000).Select(_ => AnyPath(random)).ToList();
        var byKey = paths.OrderBy(Key, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b))).Select(Encoding.Latin1.GetString);
        Assert.Equal(byKey, paths.Select(path => EntryPath.FromBytes(path)).Order().Select(path => Encoding.Latin1.GetString(path.ToBytes())));
    }

    [Fact]
    public void A_name_survives_as_text_and_back_whatever_its_bytes()
    {
        var random = new Random(11);
        for (var i = 0; i < 5000; i++)
        {
            var name = new byte[random.Next(0, 40)];
            random.NextBytes(name);
            Assert.Equal(name, PathText.FromDisplay(PathText.ToDisplay(name)));
        }

        Assert.Equal("zwei Wörter\\x0a\\xff\\\\", PathText.ToDisplay([.. "zwei Wörter\n"u8, 0xff, (byte)'\\']));
    }

    [Fact]
    public void Below_means_inside_the_directory()
    {
        var directory = EntryPath.FromText("home/a");
        Assert.True(EntryPath.FromText("home/a/b").IsBelow(directory));
        Assert.False(EntryPath.FromText("home/ab").IsBelow(directory));
        Assert.False(directory.IsBelow(directory));
        Assert.True(directory.IsBelow(EntryPath.FromText("")));
    }

    private static byte[] AnyPath(Random random)
    {
        // Bytes on both sides of the slash, few enough for long common beginnings.
        var parts = Enumerable.Range(0, random.Next(1, 4)).Select(_ => new string([.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => "\u0001-a"[random.Next(3)])]));
        return Encoding.Latin1.GetBytes(string.Join('/', parts));
    }

    private static byte[] Key(byte[] path) => [.. path.Select(value => value == (byte)'/' ? (byte)0 : value)];
}
