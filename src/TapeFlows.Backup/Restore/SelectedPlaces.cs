using TapeFlows.Backup.Sources;

namespace TapeFlows.Backup.Restore;

/// <summary>Finds out where entries that match patterns can be, from the literal beginnings of the patterns.</summary>
internal static class SelectedPlaces
{
    /// <summary>The topmost paths that have everything that can match; <see langword="null"/>: it can be anywhere.</summary>
    /// <param name="patterns">Not only negated ones.</param>
    /// <param name="roots">The roots of the set.</param>
    public static IReadOnlyList<EntryPath>? Of(IReadOnlyList<PathPattern> patterns, IReadOnlyList<EntryPath> roots)
    {
        var places = new List<EntryPath>();
        foreach (var pattern in patterns.Where(pattern => !pattern.IsNegated))
        {
            var beginning = LiteralBeginning(pattern.Text);
            if (!pattern.IsAnchored || beginning.Length == 0)
                return null;
            var candidates = roots.Select(root => EntryPath.FromBytes([.. root.ToBytes(), (byte)'/', .. beginning]));
            if (pattern.MayBeAbsolute)
                candidates = candidates.Append(EntryPath.FromBytes(beginning));
            foreach (var candidate in candidates)
            {
                if (roots.Any(root => root == candidate || root.IsBelow(candidate)))
                    return null;
                if (roots.Any(candidate.IsBelow))
                    places.Add(candidate);
            }
        }

        places.Sort();
        return [.. places.Where((place, index) => !places.Take(index).Any(above => place == above || place.IsBelow(above)))];
    }

    private static byte[] LiteralBeginning(string pattern)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(pattern).AsSpan().Trim((byte)'/');
        var special = text.IndexOfAny("*?[\\"u8);
        return (special < 0 ? text : text[..Math.Max(0, text[..special].LastIndexOf((byte)'/'))]).ToArray();
    }
}
