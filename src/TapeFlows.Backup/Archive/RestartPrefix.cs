using System.Buffers.Text;

namespace TapeFlows.Backup.Archive;

/// <summary>
/// What a later section of a segment begins with so that it is a tar archive by itself: a global pax header that holds nothing but a comment,
/// made as long as needed, and then the headers that the first bytes of the section belong to. Joining the sections leaves it out.
/// </summary>
internal static class RestartPrefix
{
    // One header per this many bytes, so that no reader has to take more than it allows for one header.
    private const int MaxStep = 4 * 1024 * 1024;
    private const int MinStep = 2 * TarBlock.Size;

    /// <summary>The shortest prefix around a tail. The tail alone is a prefix too; any other length is a multiple of 512 from here on.</summary>
    /// <param name="tailLength">Length of the tail, a multiple of 512.</param>
    public static int MinimumLength(int tailLength) => tailLength + MinStep;

    /// <summary>Whether a prefix of exactly that length can be made.</summary>
    /// <param name="length">The wanted length.</param>
    /// <param name="tailLength">Length of the tail, a multiple of 512.</param>
    public static bool IsPossible(int length, int tailLength) =>
        length % TarBlock.Size == 0 && (length == tailLength || length >= MinimumLength(tailLength));

    /// <summary>Fills a span with a prefix.</summary>
    /// <param name="destination">All of it is written; see <see cref="IsPossible"/> for its length.</param>
    /// <param name="tail">The headers that must come last, a multiple of 512; may be empty.</param>
    /// <exception cref="ArgumentException">The length is impossible.</exception>
    public static void Write(Span<byte> destination, ReadOnlySpan<byte> tail)
    {
        if (tail.Length % TarBlock.Size != 0 || !IsPossible(destination.Length, tail.Length))
            throw new ArgumentException($"No restart prefix of {destination.Length} bytes can end in {tail.Length} bytes of headers.", nameof(destination));
        var padding = destination[..^tail.Length];
        tail.CopyTo(destination[padding.Length..]);
        while (!padding.IsEmpty)
        {
            var step = padding.Length <= MaxStep ? padding.Length : Math.Min(MaxStep, padding.Length - MinStep);
            WriteStep(padding[..step]);
            padding = padding[step..];
        }
    }

    private static void WriteStep(Span<byte> destination)
    {
        var body = destination[TarBlock.Size..];
        var header = new UstarHeader(destination, TypeFlag.GlobalHeader);
        header.SetName("././@TapeFlowsRestart"u8);
        header.SetMode(0x1a4); // 0644
        header.SetOwner(0, 0);
        header.SetSize(body.Length);
        header.SetModifiedAt(0);
        header.Seal();
        Utf8Formatter.TryFormat(body.Length, body, out var at);
        " comment="u8.CopyTo(body[at..]);
        body[(at + 9)..^1].Fill((byte)' ');
        body[^1] = (byte)'\n';
    }
}
