using System.Text;
using FsCheck;
using FsCheck.Fluent;
using TapeFlows.Backup.Sources;

namespace TapeFlows.Backup.Tests.Sources;

public sealed class PathPatternTests
{
    // From the text of gitignore(5), and what it leaves to the reader.
    [Theory]
    [InlineData("hello.*", "hello.txt", true)]
    [InlineData("hello.*", "a/hello.java", true)]
    [InlineData("hello.*", "hello", false)]
    [InlineData("/hello.*", "hello.c", true)]
    [InlineData("/hello.*", "a/hello.java", false)]
    [InlineData("doc/frotz", "doc/frotz", true)]
    [InlineData("doc/frotz", "a/doc/frotz", false)]
    [InlineData("frotz", "a/frotz", true)]
    [InlineData("foo/*", "foo/test.json", true)]
    [InlineData("foo/*", "foo/bar/hello.c", false)]
    [InlineData("foo/*", "foo", false)]
    [InlineData("**/foo", "foo", true)]
    [InlineData("**/foo", "a/b/foo", true)]
    [InlineData("**/foo/bar", "a/foo/bar", true)]
    [InlineData("**/foo/bar", "a/foo/x/bar", false)]
    [InlineData("abc/**", "abc/x/y", true)]
    [InlineData("abc/**", "abc", false)]
    [InlineData("abc/**", "x/abc/y", false)]
    [InlineData("a/**/b", "a/b", true)]
    [InlineData("a/**/b", "a/x/b", true)]
    [InlineData("a/**/b", "a/x/y/b", true)]
    [InlineData("a/**/b", "a/x/y/bc", false)]
    [InlineData("**", "a/b/c", true)]
    [InlineData("a**b", "axxb", true)]
    [InlineData("a**b", "ax/xb", false)]
    [InlineData("*.log", ".log", true)]
    [InlineData("?", "x", true)]
    [InlineData("?", "é", true)]
    [InlineData("??", "é", false)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[a-c]x", "dx", false)]
    [InlineData("[!a-c]x", "dx", true)]
    [InlineData("[^a-c]x", "ax", false)]
    [InlineData("[]x]", "]", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[à-ü]", "é", true)]
    [InlineData("[open", "[open", true)]
    [InlineData(@"\*", "*", true)]
    [InlineData(@"\*", "x", false)]
    [InlineData(@"\!x", "!x", true)]
    [InlineData(@"[\]]", "]", true)]
    [InlineData(@"\xc3\xa9", "é", true)]
    [InlineData("a*b*c*d*e*f*g*h*i*j*k", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false)]
    public void A_pattern_matches_as_gitignore_says(string pattern, string path, bool expected) =>
        Assert.Equal(expected, PathPattern.Parse(pattern).IsMatch(Encoding.UTF8.GetBytes(path), isDirectory: false));

    [Fact]
    public void A_slash_at_the_end_is_for_directories_only()
    {
        var pattern = PathPattern.Parse("frotz/");
        Assert.True(pattern.IsMatch("a/frotz"u8, isDirectory: true));
        Assert.False(pattern.IsMatch("a/frotz"u8, isDirectory: false));
        Assert.True(PathPattern.Parse("!doc/frotz/").IsNegated);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("!")]
    [InlineData("!//")]
    public void A_pattern_that_names_nothing_is_refused(string pattern) =>
        Assert.Throws<FormatException>(() => PathPattern.Parse(pattern));

    [Fact]
    public void Bytes_that_are_not_utf8_count_as_one_character_each()
    {
        Assert.True(PathPattern.Parse("a??").IsMatch([(byte)'a', 0xff, 0xfe], isDirectory: false));
        Assert.True(PathPattern.Parse(@"a\xff*").IsMatch([(byte)'a', 0xff, 0xfe], isDirectory: false));
        Assert.False(PathPattern.Parse(@"a\xff").IsMatch([(byte)'a', 0xfe], isDirectory: false));
    }

    [Fact]
    public void Any_pattern_matches_as_a_naive_model_says()
    {
        var name = Gen.ListOf(Gen.Elements("a", "b", "*", "?", "[ab]", "[!a]")).Resize(5).Select(string.Concat).Select(text => text.Length == 0 ? "a" : text);
        var patternNames = Gen.NonEmptyListOf(Gen.OneOf(name, Gen.Constant("**"))).Resize(4).Select(names => names.ToArray());
        var pathNames = Gen.NonEmptyListOf(Gen.NonEmptyListOf(Gen.Elements('a', 'b', 'c')).Resize(4).Select(string.Concat)).Resize(5).Select(names => names.ToArray());
        Prop.ForAll(patternNames.ToArbitrary(), pathNames.ToArbitrary(), (pattern, path) =>
        {
            var actual = PathPattern.Parse("/" + string.Join('/', pattern)).IsMatch(Encoding.UTF8.GetBytes(string.Join('/', path)), isDirectory: false);
            string[] names = pattern[^1] == "**" ? [.. pattern, "*"] : pattern;
            return actual == MatchesNames(names, path);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));
    }

    private static bool MatchesNames(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path) =>
        pattern.IsEmpty ? path.IsEmpty
        : pattern[0] == "**" ? MatchesNames(pattern[1..], path) || (!path.IsEmpty && MatchesNames(pattern, path[1..]))
        : !path.IsEmpty && MatchesName(pattern[0], path[0]) && MatchesNames(pattern[1..], path[1..]);

    private static bool MatchesName(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name) =>
        pattern.IsEmpty ? name.IsEmpty
        : pattern[0] == '*' ? MatchesName(pattern[1..], name) || (!name.IsEmpty && MatchesName(pattern, name[1..]))
        : !name.IsEmpty && (pattern[0] switch
        {
            '?' => MatchesName(pattern[1..], name[1..]),
            '[' when pattern[1] == '!' => name[0] != 'a' && MatchesName(pattern[4..], name[1..]),
            '[' => name[0] is 'a' or 'b' && MatchesName(pattern[4..], name[1..]),
            var letter => letter == name[0] && MatchesName(pattern[1..], name[1..]),
        });
}
