using System.Security.Cryptography;

namespace TapeFlows.Scenarios.Restoring;

/// <summary>A tree as find(1) and a plain read tell it, one line per entry; not by code of this product.</summary>
internal static class TreeSnapshot
{
    public static IReadOnlyList<string> Of(string root, bool withRoot = true)
    {
        var lines = new List<string>();
        foreach (var line in Find(root).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split('|', 2);
            var (path, rest) = (fields[1][(fields[1].IndexOf('|') + 1)..], fields[1][..fields[1].IndexOf('|')]);
            if (path.Length == 0 && !withRoot)
                continue;
            lines.Add($"{path} {rest} {(fields[0] == "f" ? Digest(root, path) : "")}");
        }

        lines.Sort(StringComparer.Ordinal);
        return lines;
    }

    private static string Find(string root)
    {
        // The size of a directory is the file system's business; times of everything else and of directories are not.
        const string Format = "%y|%m,%U,%G,%T@,%n,%l|%P\\0";
        return StockTool.RunWell(root, "find", ".", "(", "-type", "d", "-printf", "%y|%m,%U,%G,%T@|%P\\0", ")", "-o", "-printf", Format).Text;
    }

    private static string Digest(string root, string path)
    {
        if (path.Any(character => character > '~'))
            return "";
        using var file = File.OpenRead(Path.Combine(root, path));
        return Convert.ToHexString(SHA256.HashData(file));
    }
}
