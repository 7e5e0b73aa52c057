namespace TapeFlows.Backup.Compression;

/// <summary>
/// Tells in some microseconds whether bytes are worth compressing, from how evenly their values are spread in a sample. Pictures, films and
/// archives come out at 7.95 bits a byte and more; text, programs and databases far below.
/// </summary>
internal static class CompressionProbe
{
    private const int Pieces = 8;
    private const int PieceLength = 4096;
    private const double Threshold = 7.9;

    /// <summary>Whether compressing would most likely gain nothing.</summary>
    /// <param name="content">The content; short content is always worth a try.</param>
    public static bool IsIncompressible(ReadOnlySpan<byte> content)
    {
        if (content.Length < Pieces * PieceLength)
            return false;
        Span<int> counts = stackalloc int[256];
        counts.Clear();
        var stride = (content.Length - PieceLength) / (Pieces - 1);
        for (var piece = 0; piece < Pieces; piece++)
            foreach (var value in content.Slice(piece * stride, PieceLength))
                counts[value]++;
        return Entropy(counts) > Threshold;
    }

    private static double Entropy(ReadOnlySpan<int> counts)
    {
        const double Total = Pieces * PieceLength;
        var bits = 0.0;
        foreach (var count in counts)
            if (count > 0)
                bits -= count / Total * Math.Log2(count / Total);
        return bits;
    }
}
