namespace TapeFlows.Backup.Sources;

/// <summary>Exclude and include patterns of a run, in order.</summary>
internal sealed class SourceRules
{
    private readonly PathPattern[] _exclude;
    private readonly PathPattern[] _include;

    public SourceRules(SourceOptions options)
    {
        _exclude = [.. options.Exclude.Select(PathPattern.Parse)];
        _include = [.. options.Include.Select(PathPattern.Parse)];
    }

    /// <summary>Whether there is anything to match at all.</summary>
    public bool Exclude => _exclude.Length > 0;

    /// <summary>Whether only what is included counts.</summary>
    public bool OnlyIncluded => _include.Length > 0;

    /// <summary>Whether an entry is left out: the last pattern that matches decides.</summary>
    /// <param name="path">Its full path.</param>
    /// <param name="below">Where in it the part below the root begins.</param>
    /// <param name="isDirectory">Whether it is a directory.</param>
    public bool IsExcluded(ReadOnlySpan<byte> path, int below, bool isDirectory)
    {
        for (var i = _exclude.Length - 1; i >= 0; i--)
        {
            if (IsMatch(_exclude[i], path, below, isDirectory))
                return !_exclude[i].IsNegated;
        }

        return false;
    }

    /// <summary>Whether an entry is taken by itself; what is below a directory that is taken is taken too.</summary>
    public bool IsIncluded(ReadOnlySpan<byte> path, int below, bool isDirectory)
    {
        for (var i = _include.Length - 1; i >= 0; i--)
        {
            if (IsMatch(_include[i], path, below, isDirectory))
                return !_include[i].IsNegated;
        }

        return false;
    }

    private static bool IsMatch(PathPattern pattern, ReadOnlySpan<byte> path, int below, bool isDirectory) =>
        pattern.IsMatch(path[below..], isDirectory) || (pattern.MayBeAbsolute && pattern.IsMatch(path, isDirectory));
}
