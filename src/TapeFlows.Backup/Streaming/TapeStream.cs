namespace TapeFlows.Backup.Streaming;

/// <summary>One stream of tape blocks with what has to be known to write it.</summary>
/// <param name="Blocks">The drive's view of the ring.</param>
/// <param name="Hasher">Behind the drive.</param>
/// <param name="Members">What the blocks hold.</param>
/// <param name="HighWater">How many blocks to gather before a drive that ran dry starts again.</param>
/// <param name="Ring">The ring itself.</param>
internal sealed record TapeStream(RingConsumer Blocks, SegmentHasher Hasher, MemberTracker Members, int HighWater, BlockRing Ring)
{
    /// <summary>How full the ring is, 0 to 1.</summary>
    public double Fill => Ring.Fill;

    /// <summary>Copies what the drive has taken since an offset of the current segment's stream.</summary>
    /// <param name="streamOffset">Not further back than the ring retains blocks.</param>
    public ReadOnlyMemory<byte> Replay(long streamOffset)
    {
        var back = 0;
        while (back < Blocks.Position && Blocks.Before(back + 1) is var block && block.StreamOffset + block.Length > streamOffset)
        {
            back++;
            if (block.StreamOffset <= streamOffset)
                break;
        }

        return back == 0 ? default : Copy(back, streamOffset);
    }

    private ReadOnlyMemory<byte> Copy(int back, long streamOffset)
    {
        var last = Blocks.Before(1);
        var bytes = new byte[last.StreamOffset + last.Length - streamOffset];
        for (; back > 0; back--)
        {
            var block = Blocks.Before(back);
            var skip = (int)Math.Max(0, streamOffset - block.StreamOffset);
            block.Written[skip..].CopyTo(bytes.AsSpan((int)(block.StreamOffset + skip - streamOffset)));
        }

        return bytes;
    }
}
