using System.Text;

namespace TapeFlows.Backup.Sources;

/// <summary>
/// A pattern of paths, in the manner of gitignore(5): <c>*</c> and <c>?</c> within a name, <c>[a-z]</c>, <c>**</c> for any number of
/// directories, a slash at the end for directories only, <c>!</c> in front for the opposite, a backslash takes the next character literally,
/// <c>\xNN</c> is a byte.
/// </summary>
/// <remarks>
/// With a slash at its start or in its middle a pattern is anchored: it says where below a root the entry lies, or (with a slash at
/// its start) its absolute path. Without, it is about the last name, anywhere.
/// </remarks>
public sealed class PathPattern
{
    private const byte Slash = (byte)'/';

    // null stands for ** : any number of names.
    private readonly GlobName?[] _names;

    private PathPattern(string text, GlobName?[] names)
    {
        Text = text;
        _names = names;
    }

    /// <summary>The pattern as it was given.</summary>
    public string Text { get; }

    /// <summary>Whether it says what is taken back in.</summary>
    public bool IsNegated { get; private init; }

    /// <summary>Whether it is only about directories.</summary>
    public bool DirectoriesOnly { get; private init; }

    /// <summary>Whether it is about the path, not the last name alone.</summary>
    public bool IsAnchored { get; private init; }

    /// <summary>Whether an anchored pattern may also be an absolute path.</summary>
    public bool MayBeAbsolute { get; private init; }

    /// <summary>Parses a pattern.</summary>
    /// <param name="pattern">Not empty.</param>
    /// <exception cref="FormatException">There is nothing left to match once <c>!</c> and slashes are taken away.</exception>
    public static PathPattern Parse(string pattern)
    {
        var text = Encoding.UTF8.GetBytes(pattern).AsSpan();
        var negated = text.StartsWith("!"u8);
        if (negated)
            text = text[1..];
        var directoriesOnly = text.EndsWith("/"u8);
        var rooted = text.StartsWith("/"u8);
        text = text.Trim(Slash);
        if (text.IsEmpty)
            throw new FormatException($"The pattern '{pattern}' names nothing: give a name or a path, for example '*.tmp' or '/var/cache/'.");
        var names = new List<GlobName?>();
        foreach (var range in text.Split(Slash))
        {
            var name = text[range];
            if (name.SequenceEqual("**"u8))
                names.Add(null);
            else if (!name.IsEmpty)
                names.Add(GlobName.Parse(name));
        }

        // "directory/**" is all that is inside, not the directory: at least one name has to follow.
        if (names[^1] is null)
            names.Add(GlobName.Parse("*"u8));
        return new PathPattern(pattern, [.. names])
        {
            IsNegated = negated,
            DirectoriesOnly = directoriesOnly,
            IsAnchored = rooted || text.Contains(Slash),
            MayBeAbsolute = rooted,
        };
    }

    /// <summary>Whether an entry matches; negation is left to the caller.</summary>
    /// <param name="path">The entry's path below the root that it was found by, without leading slash.</param>
    /// <param name="isDirectory">Whether it is a directory.</param>
    public bool IsMatch(ReadOnlySpan<byte> path, bool isDirectory)
    {
        if (DirectoriesOnly && !isDirectory)
            return false;
        if (IsAnchored || _names is not [{ } only])
            return IsMatchOfPath(path);
        return only.IsMatch(path[(path.LastIndexOf(Slash) + 1)..]);
    }

    private bool IsMatchOfPath(ReadOnlySpan<byte> path)
    {
        int at = 0, name = 0, starName = -1, starAt = 0;
        while (at < path.Length)
        {
            var end = path[at..].IndexOf(Slash) is var slash and >= 0 ? at + slash : path.Length;
            if (name < _names.Length && _names[name] is null)
            {
                (starName, starAt) = (name++, at);
            }
            else if (name < _names.Length && _names[name]!.IsMatch(path[at..end]))
            {
                at = end + 1;
                name++;
            }
            else if (starName >= 0)
            {
                // As with the star in a name: only the last ** can have to take one directory more.
                starAt = path[starAt..].IndexOf(Slash) is var next and >= 0 ? starAt + next + 1 : path.Length;
                (at, name) = (starAt, starName + 1);
            }
            else
            {
                return false;
            }
        }

        return name == _names.Length;
    }
}
