namespace Elsa.Http;

/// <summary>Names of files that came from elsewhere.</summary>
internal static class FileNames
{
    private const int LongestName = 200;

    /// <summary>The last part of a path of any system, without what no file system takes.</summary>
    public static string Safe(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var kept = new string(last.Where(x => !char.IsControl(x) && x is not (':' or '*' or '?' or '"' or '<' or '>' or '|')).ToArray()).Trim(' ', '.');
        if (kept.Length > LongestName)
            kept = kept[..LongestName];
        return kept.Length == 0 ? "file" : kept;
    }
}
