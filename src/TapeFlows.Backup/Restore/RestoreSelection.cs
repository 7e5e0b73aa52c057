using TapeFlows.Backup.Sources;

namespace TapeFlows.Backup.Restore;

/// <summary>
/// Which entries are wanted. A pattern that lets a directory in lets in what is below it; of several patterns the last one that speaks about an
/// entry (or about the nearest directory above it) decides. For rows in path order, from one thread.
/// </summary>
internal sealed class RestoreSelection
{
    private const byte Slash = (byte)'/';
    private readonly PathPattern[] _patterns;
    private readonly byte[][] _roots;
    private byte[] _directory = [];
    private bool _isDirectoryIn;

    /// <param name="patterns">As in <see cref="RestoreRequest.Paths"/>.</param>
    /// <param name="roots">The roots of the set, for patterns relative to one.</param>
    /// <exception cref="FormatException">A pattern names nothing.</exception>
    public RestoreSelection(IReadOnlyList<string> patterns, IReadOnlyList<string> roots)
    {
        _patterns = [.. patterns.Select(PathPattern.Parse)];
        _roots = [.. roots.Select(root => EntryPath.FromBytes(PathText.FromDisplay(root)).ToBytes())];
        _isDirectoryIn = Decide([], isDirectory: true, StartsIn);
    }

    private RestoreSelection(RestoreSelection other)
    {
        (_patterns, _roots) = (other._patterns, other._roots);
        _isDirectoryIn = Decide([], isDirectory: true, StartsIn);
    }

    /// <summary>The same for another order of questions.</summary>
    public RestoreSelection Copy() => new(this);

    /// <summary>Where everything wanted is; <see langword="null"/>: anywhere.</summary>
    public IReadOnlyList<EntryPath>? Places => StartsIn ? null : SelectedPlaces.Of(_patterns, [.. _roots.Select(root => EntryPath.FromBytes(root))]);

    /// <summary>Nothing is left out.</summary>
    public bool IsEverything => _patterns.Length == 0;

    // "!*.tmp" alone means everything but those.
    private bool StartsIn => _patterns.Length == 0 || _patterns[0].IsNegated;

    /// <summary>Whether an entry is wanted.</summary>
    public bool Includes(in EntryPath path, bool isDirectory)
    {
        if (IsEverything)
            return true;
        if (!ReferenceEquals(path.Directory, _directory) && !path.Directory.AsSpan().SequenceEqual(_directory))
            _isDirectoryIn = DecideDirectory(path.Directory);
        _directory = path.Directory;
        return Decide(path.ToBytes(), isDirectory, _isDirectoryIn);
    }

    private bool DecideDirectory(ReadOnlySpan<byte> directory)
    {
        var isIn = StartsIn;
        for (var end = 0; end < directory.Length;)
        {
            var slash = directory[(end + 1)..].IndexOf(Slash);
            end = slash < 0 ? directory.Length : end + 1 + slash;
            isIn = Decide(directory[..end], isDirectory: true, isIn);
        }

        return isIn;
    }

    private bool Decide(ReadOnlySpan<byte> path, bool isDirectory, bool inherited)
    {
        foreach (var pattern in _patterns)
        {
            if (IsMatch(pattern, path, isDirectory))
                inherited = !pattern.IsNegated;
        }

        return inherited;
    }

    private bool IsMatch(PathPattern pattern, ReadOnlySpan<byte> path, bool isDirectory)
    {
        if (path.IsEmpty)
            return false;
        if (pattern.IsMatch(path, isDirectory))
            return true;
        if (!pattern.IsAnchored)
            return false;
        foreach (var root in _roots)
        {
            if (path.Length > root.Length + 1 && path[root.Length] == Slash && path.StartsWith(root) && pattern.IsMatch(path[(root.Length + 1)..], isDirectory))
                return true;
        }

        return false;
    }
}
