namespace TapeFlows.Backup.Streaming;

/// <summary>Takes the checksums of large files from the blocks that pass, on a thread of its own.</summary>
internal static class FileHashStage
{
    public static void Run(RingConsumer consumer, CancellationToken cancellationToken)
    {
        while (consumer.Take(cancellationToken) is { } block)
        {
            foreach (var range in block.Digests)
                Feed(range, block.Memory.Span);
            consumer.Done();
        }
    }

    private static void Feed(DigestRange range, ReadOnlySpan<byte> block)
    {
        if (range.Offset < 0)
            range.Digest.AppendHole(range.Length);
        else
            range.Digest.Append(block.Slice(range.Offset, (int)range.Length));
        if (!range.IsLast)
            return;
        range.Digest.Close();
        range.Digest.Dispose();
    }
}
