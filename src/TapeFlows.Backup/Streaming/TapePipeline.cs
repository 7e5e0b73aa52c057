using TapeFlows.Backup.Compression;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Streaming;

/// <summary>How a stream is cut and buffered.</summary>
/// <param name="BlockSize">Bytes per tape block.</param>
/// <param name="SegmentSize">Bytes per segment before compression, at most; a member that does not fit is written in parts.</param>
/// <param name="BufferBytes">Bytes of the ring in front of the drive.</param>
/// <param name="Compression">How segments are compressed.</param>
internal sealed record StreamShape(int BlockSize, long SegmentSize, long BufferBytes, CompressionMethod Compression)
{
    private const int SmallestFrame = 64 * 1024;
    private const int LargestFrame = 4 * 1024 * 1024;
    private const int FewestBlocks = 8;

    /// <summary>Content bytes per compressed frame: what a reader has to decode to reach any file.</summary>
    public int FrameSize => Math.Clamp(4 * BlockSize, SmallestFrame, LargestFrame);

    /// <summary>Buffers in the ring of tape blocks, those counted that are kept behind the drive.</summary>
    public int Blocks(int retained) => (int)Math.Clamp(BufferBytes / BlockSize, FewestBlocks, 65_536) + retained;
}

/// <summary>
/// Runs a producer of tar members and everything between it and the tape: file hashing, compression, block ring, writing, segment hashing,
/// each on a thread of its own. A stage that fails stops the others; a producer that is cancelled or fails does not: what it made is written and committed.
/// </summary>
internal sealed class TapePipeline : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _stages = [];
    private readonly List<IDisposable> _owned = [];
    private readonly StreamShape _shape;
    private readonly MemberQueue _members = new();
    private readonly BlockRing _plain;
    private readonly TapeStream _stream;

    /// <param name="shape">How the stream is cut and buffered.</param>
    /// <param name="completed">Called on the writing thread with each member that is on tape whole, and the piece that holds its end.</param>
    public TapePipeline(StreamShape shape, Action<Member, int> completed)
    {
        _shape = shape;
        var tracker = new MemberTracker(_members, completed);
        (_plain, var blocks, var ring) = shape.Compression == CompressionMethod.None ? Uncompressed() : Compressed();
        var hashing = ring.AddConsumer(blocks);
        var hasher = Own(new SegmentHasher(hashing));
        Start(() => hasher.Run(_stop.Token), "segment hash");
        _stream = new TapeStream(blocks, hasher, tracker, HighWater: Math.Max(1, shape.Blocks(0) / 2), ring);
    }

    /// <summary>Runs the producer and writes what it makes.</summary>
    /// <param name="firstSegment">The number of the first segment.</param>
    /// <param name="kind">What the segments hold.</param>
    /// <param name="produce">Makes members; its token is cancelled when nothing of them can be written any more.</param>
    /// <param name="write">Writes the blocks to volumes.</param>
    /// <param name="cancellationToken">Stops the producer; the rest goes to an orderly end.</param>
    /// <returns>The number of the last segment.</returns>
    public async Task<int> RunAsync(
        int firstSegment,
        SegmentKind kind,
        Func<SegmentAssembler, CancellationToken, Task> produce,
        Func<TapeStream, CancellationToken, Task> write,
        CancellationToken cancellationToken)
    {
        var assembler = new SegmentAssembler(_plain, _members, _shape, firstSegment, kind);
        var writing = Guard(write(_stream, _stop.Token));
        var producing = ProduceAsync(assembler, produce, cancellationToken);
        await producing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _plain.Complete();
        await Task.WhenAll([writing, .. _stages]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ThrowFirstFailure([writing, .. _stages, producing]);
        return assembler.LastNumber;
    }

    private async Task ProduceAsync(
        SegmentAssembler assembler, Func<SegmentAssembler, CancellationToken, Task> produce, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stop.Token);
        await Task.Yield();
        await produce(assembler, either.Token);
        await assembler.EndSegmentAsync(either.Token);
    }

    private (BlockRing Plain, RingConsumer Blocks, BlockRing Ring) Uncompressed()
    {
        var ring = Own(new BlockRing(_shape.Blocks(0), _shape.BlockSize));
        var hashing = ring.AddConsumer();
        Start(() => FileHashStage.Run(hashing, _stop.Token), "file hash");
        return (ring, ring.AddConsumer(hashing), ring);
    }

    private (BlockRing Plain, RingConsumer Blocks, BlockRing Ring) Compressed()
    {
        var threads = Math.Clamp(Environment.ProcessorCount, 1, 16);
        var frames = Own(new BlockRing((2 * threads) + 2, _shape.FrameSize));
        var hashing = frames.AddConsumer();
        Start(() => FileHashStage.Run(hashing, _stop.Token), "file hash");
        var before = new List<RingConsumer> { hashing };
        var longestFrame = 0;
        for (var turn = 0; turn < threads; turn++)
        {
            var (mine, consumer, encoder) = (turn, frames.AddConsumer(), Own(_shape.Compression.CreateEncoder()!));
            longestFrame = encoder.MaxEncodedLength(_shape.FrameSize);
            Start(() => EncodeStage.Run(consumer, encoder, mine, threads, _stop.Token), "compression");
            before.Add(consumer);
        }

        // Behind the drive stay the blocks of the last frame: if the volume ends inside it, the next volume gets it again, whole.
        var retained = (longestFrame / _shape.BlockSize) + 2;
        var ring = Own(new BlockRing(_shape.Blocks(retained), _shape.BlockSize, retained));
        var packer = new FramePackStage(frames.AddConsumer([.. before]), ring);
        Start(() => packer.Run(_stop.Token), "frame packing");
        return (frames, ring.AddConsumer(), ring);
    }

    private void Start(Action run, string name)
    {
        var stage = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _stages.Add(Guard(stage.Task));
        var thread = new Thread(() =>
        {
            try
            {
                run();
                stage.SetResult();
            }
            catch (OperationCanceledException)
            {
                stage.SetCanceled();
            }
            catch (Exception e)
            {
                stage.SetException(e);
            }
        })
        { IsBackground = true, Name = name };
        thread.Start();
    }

    private async Task Guard(Task stage)
    {
        try
        {
            await stage;
        }
        catch
        {
            await _stop.CancelAsync();
            throw;
        }
    }

    // The stage that failed first is the cause; the others only report that they were stopped.
    private static void ThrowFirstFailure(ReadOnlySpan<Task> tasks)
    {
        foreach (var task in tasks)
        {
            if (task.IsFaulted)
                System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(task.Exception!.InnerException!);
        }

        foreach (var task in tasks)
        {
            if (task.IsCanceled)
                throw new OperationCanceledException();
        }
    }

    private T Own<T>(T disposable)
        where T : IDisposable
    {
        _owned.Add(disposable);
        return disposable;
    }

    public void Dispose()
    {
        _stop.Cancel();
        foreach (var disposable in _owned)
            disposable.Dispose();
        _stop.Dispose();
    }
}
