using System.Text;

namespace TapeFlows.Backup.Sources;

/// <summary>The roots of a walk: absolute, without <c>.</c> and <c>..</c>, sorted, each once.</summary>
internal static class SourceRoots
{
    private const byte Slash = (byte)'/';

    // PATH_MAX: the kernel takes no longer name in one piece.
    private const int LongestName = 4095;

    /// <summary>Normalises by the text alone, as a shell does: a <c>..</c> takes back the name before it, links or not.</summary>
    /// <param name="roots">As given by <see cref="SourceOptions.Roots"/>.</param>
    public static IReadOnlyList<EntryPath> Normalize(IEnumerable<string> roots) =>
        [.. roots.Select(Normalize).Distinct().Order()];

    /// <summary>One root, or any other path that is given like one.</summary>
    /// <param name="root">In <see cref="PathText"/> form.</param>
    public static EntryPath Normalize(string root)
    {
        var path = PathText.FromDisplay(root);
        if (path.AsSpan().Contains((byte)0))
            throw new FormatException($"The path '{root}' contains a zero byte, which no name can have.");
        if (path is not [Slash, ..])
            path = [.. Encoding.UTF8.GetBytes(Environment.CurrentDirectory), Slash, .. path];
        var names = new List<byte[]>();
        foreach (var range in path.AsSpan().Split(Slash))
        {
            var name = path.AsSpan(range);
            if (name.Length > LongestName)
                throw new FormatException($"The path '{root[..64]}...' contains a name of {name.Length} bytes; Linux takes at most {LongestName}.");
            if (name.SequenceEqual(".."u8))
                names.RemoveRange(Math.Max(0, names.Count - 1), Math.Min(1, names.Count));
            else if (!name.IsEmpty && !name.SequenceEqual("."u8))
                names.Add(name.ToArray());
        }

        return EntryPath.FromBytes(Join(names));
    }

    private static byte[] Join(List<byte[]> names)
    {
        var joined = new List<byte>();
        foreach (var name in names)
        {
            if (joined.Count > 0)
                joined.Add(Slash);
            joined.AddRange(name);
        }

        return [.. joined];
    }
}
