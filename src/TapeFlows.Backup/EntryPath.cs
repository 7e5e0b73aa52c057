using System.Text;

namespace TapeFlows.Backup;

/// <summary>
/// The name of an entry as bytes, because a Linux name is bytes and need not be UTF-8: slash-separated, relative to the root directory,
/// without a leading slash. Kept as directory and last name so that the entries of one directory share its bytes.
/// </summary>
/// <remarks>
/// The order is the depth-first pre-order of a tree whose directories are sorted bytewise: the full path compared byte by byte with the
/// slash lower than any other byte. Walk, catalog, tape and restore plan all keep it, so that they can be merged as streams.
/// </remarks>
public readonly struct EntryPath : IComparable<EntryPath>, IEquatable<EntryPath>
{
    private const byte Slash = (byte)'/';
    private static readonly byte[] Nothing = [];
    private readonly byte[]? _directory;
    private readonly byte[]? _name;

    /// <summary>Joins a directory and a name; both are kept, not copied.</summary>
    /// <param name="directory">Path of the directory, empty for the root.</param>
    /// <param name="name">The last name, without a slash.</param>
    public EntryPath(byte[] directory, byte[] name)
    {
        _directory = directory;
        _name = name;
    }

    /// <summary>The directory's path, empty for the root.</summary>
    public byte[] Directory => _directory ?? Nothing;

    /// <summary>The last name.</summary>
    public byte[] Name => _name ?? Nothing;

    /// <summary>The length of the full path in bytes.</summary>
    public int Length => Directory.Length == 0 ? Name.Length : Directory.Length + 1 + Name.Length;

    /// <summary>Whether this is the empty path, the root itself.</summary>
    public bool IsRoot => Length == 0;

    /// <summary>Splits a full path into directory and name.</summary>
    /// <param name="path">Slash-separated; leading and trailing slashes are dropped.</param>
    public static EntryPath FromBytes(ReadOnlySpan<byte> path)
    {
        path = path.Trim(Slash);
        var slash = path.LastIndexOf(Slash);
        return slash < 0
            ? new EntryPath(Nothing, path.ToArray())
            : new EntryPath(path[..slash].ToArray(), path[(slash + 1)..].ToArray());
    }

    /// <summary>The path of a name given as text, in UTF-8.</summary>
    /// <param name="path">Slash-separated; leading and trailing slashes are dropped.</param>
    public static EntryPath FromText(string path) => FromBytes(Encoding.UTF8.GetBytes(path));

    /// <summary>The path of an entry in the directory that this path names.</summary>
    /// <param name="name">The entry's name.</param>
    public EntryPath Child(byte[] name) => new(ToBytes(), name);

    /// <summary>The full path.</summary>
    public byte[] ToBytes()
    {
        if (Directory.Length == 0)
            return Name;
        var path = new byte[Length];
        CopyTo(path);
        return path;
    }

    /// <summary>Writes the full path.</summary>
    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    /// <returns>The number of bytes written.</returns>
    public int CopyTo(Span<byte> destination)
    {
        var directory = Directory;
        if (directory.Length == 0)
        {
            Name.CopyTo(destination);
            return Name.Length;
        }

        directory.CopyTo(destination);
        destination[directory.Length] = Slash;
        Name.CopyTo(destination[(directory.Length + 1)..]);
        return Length;
    }

    /// <summary>Whether this path lies below another one.</summary>
    /// <param name="ancestor">The directory.</param>
    public bool IsBelow(EntryPath ancestor)
    {
        if (ancestor.IsRoot)
            return !IsRoot;
        var above = Directory.AsSpan();
        var length = ancestor.Length;
        return above.Length >= length && (above.Length == length || above[length] == Slash) && ancestor.Is(above[..length]);
    }

    /// <summary>Whether this path is the directory that an entry is in.</summary>
    /// <param name="entry">The entry.</param>
    public bool IsDirectoryOf(EntryPath entry) => Is(entry.Directory);

    private bool Is(ReadOnlySpan<byte> path)
    {
        var directory = Directory;
        if (directory.Length == 0)
            return path.SequenceEqual(Name);
        return path.Length == Length && path[directory.Length] == Slash && path[(directory.Length + 1)..].SequenceEqual(Name) && path.StartsWith(directory);
    }

    /// <inheritdoc/>
    public int CompareTo(EntryPath other)
    {
        if (ReferenceEquals(_directory, other._directory) || Directory.AsSpan().SequenceEqual(other.Directory))
            return Name.AsSpan().SequenceCompareTo(other.Name);
        return CompareAcrossDirectories(other);
    }

    private int CompareAcrossDirectories(EntryPath other)
    {
        var length = Math.Min(Length, other.Length);
        var shared = Directory.AsSpan().CommonPrefixLength(other.Directory);
        for (var i = shared; i < length; i++)
        {
            int a = ByteAt(i), b = other.ByteAt(i);
            if (a != b)
                return (a == Slash ? 0 : a) - (b == Slash ? 0 : b);
        }

        return Length.CompareTo(other.Length);
    }

    private byte ByteAt(int index) =>
        Directory.Length == 0 ? Name[index]
        : index < Directory.Length ? Directory[index]
        : index == Directory.Length ? Slash
        : Name[index - Directory.Length - 1];

    /// <inheritdoc/>
    public bool Equals(EntryPath other) =>
        Name.AsSpan().SequenceEqual(other.Name) && Directory.AsSpan().SequenceEqual(other.Directory);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EntryPath other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Directory);
        hash.AddBytes(Name);
        return hash.ToHashCode();
    }

    /// <summary>The path for people: UTF-8, other bytes shown as <c>\xNN</c>, control characters too.</summary>
    public override string ToString() => PathText.ToDisplay(ToBytes());

    /// <summary>Whether two paths are the same bytes.</summary>
    public static bool operator ==(EntryPath left, EntryPath right) => left.Equals(right);

    /// <summary>Whether two paths differ.</summary>
    public static bool operator !=(EntryPath left, EntryPath right) => !left.Equals(right);

    /// <summary>Whether a path comes before another.</summary>
    public static bool operator <(EntryPath left, EntryPath right) => left.CompareTo(right) < 0;

    /// <summary>Whether a path comes after another.</summary>
    public static bool operator >(EntryPath left, EntryPath right) => left.CompareTo(right) > 0;

    /// <summary>Whether a path comes before another or is the same.</summary>
    public static bool operator <=(EntryPath left, EntryPath right) => left.CompareTo(right) <= 0;

    /// <summary>Whether a path comes after another or is the same.</summary>
    public static bool operator >=(EntryPath left, EntryPath right) => left.CompareTo(right) >= 0;
}
