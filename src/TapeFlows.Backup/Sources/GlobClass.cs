namespace TapeFlows.Backup.Sources;

/// <summary>A character class: <c>[abc]</c>, <c>[a-z]</c>, negated by <c>!</c> or <c>^</c>; a <c>]</c> right at the start stands for itself.</summary>
internal sealed class GlobClass
{
    private readonly List<(int First, int Last)> _ranges = [];
    private bool _negated;

    public static bool TryParse(ReadOnlySpan<byte> pattern, out GlobClass set, out int used)
    {
        set = new GlobClass();
        used = 1;
        if (used < pattern.Length && pattern[used] is (byte)'!' or (byte)'^')
        {
            set._negated = true;
            used++;
        }

        for (var first = true; used < pattern.Length; first = false)
        {
            if (pattern[used] == ']' && !first)
            {
                used++;
                return true;
            }

            set._ranges.Add(ReadRange(pattern, ref used));
        }

        // Never closed: the bracket stands for itself.
        return false;
    }

    public bool Contains(int character)
    {
        foreach (var (first, last) in _ranges)
        {
            if (character >= first && character <= last)
                return !_negated;
        }

        return _negated;
    }

    private static (int First, int Last) ReadRange(ReadOnlySpan<byte> pattern, ref int used)
    {
        var first = GlobName.ReadLiteral(pattern[used..], out var length);
        used += length;
        if (used + 1 >= pattern.Length || pattern[used] != '-' || pattern[used + 1] == ']')
            return (first, first);
        used++;
        var last = GlobName.ReadLiteral(pattern[used..], out length);
        used += length;
        return (first, last);
    }
}
