using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace TapeFlows.Backup.Tests.Sources;

/// <summary>Names and paths for property tests: few letters, so that prefixes and neighbours of the slash are common.</summary>
internal static class Names
{
    private static readonly string[] Letters = ["a", "b", "-", ".", "!", "0", " ", "é", "日", "~"];

    public static Gen<string> Name { get; } =
        from letters in Gen.NonEmptyListOf(Gen.Elements(Letters))
        let name = string.Concat(letters.Take(12))
        select name is "." or ".." ? "dot" : name;

    public static Gen<string> Path { get; } =
        from depth in Gen.Choose(1, 4)
        from names in Gen.ListOf(Name.Resize(3), depth)
        select string.Join('/', names);

    /// <summary>Makes a file with the directories that lead there; not where a file is in the way.</summary>
    public static bool TryCreate(TempTree tree, string path)
    {
        try
        {
            tree.File(path, path);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    public static int CountBelow(string root) =>
        1 + Directory.EnumerateFileSystemEntries(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }).Count();
}
