using TapeFlows.Backup.Compression;

namespace TapeFlows.Backup.Streaming;

/// <summary>Compresses every n-th buffer of a ring as a frame of its own, so that several threads can share the work and a reader can seek.</summary>
internal static class EncodeStage
{
    /// <param name="consumer">This stage's view of the ring.</param>
    /// <param name="encoder">Used by this thread alone.</param>
    /// <param name="turn">Which buffers are this thread's: those whose number modulo <paramref name="threads"/> is this.</param>
    /// <param name="threads">How many threads share the ring.</param>
    /// <param name="cancellationToken">Ends the stage.</param>
    public static void Run(RingConsumer consumer, IFrameEncoder encoder, int turn, int threads, CancellationToken cancellationToken)
    {
        while (consumer.Take(cancellationToken) is { } block)
        {
            if (consumer.Position % threads == turn)
                Encode(encoder, block);
            consumer.Done();
        }
    }

    private static void Encode(IFrameEncoder encoder, RingBlock block)
    {
        var longest = encoder.MaxEncodedLength(block.Length);
        if (block.Encoded.Length < longest)
            block.Encoded = GC.AllocateUninitializedArray<byte>(longest);
        block.EncodedLength = encoder.Encode(block.Written, block.Encoded);
    }
}
