using System.Collections.Concurrent;
using System.Threading.Channels;

namespace TapeFlows.Backup.Runs;

/// <summary>
/// The stretch between the walk and the tape: batches of small entries are prepared by several threads at once and come out in the order they
/// went in, with large files in their place between them.
/// </summary>
internal sealed class ReadAheadQueue : IDisposable
{
    private const int BatchEntries = 128;
    private const long BatchBytes = 512 * 1024;
    private readonly Channel<Piece> _ordered;
    private readonly BlockingCollection<ReadBatch> _work;
    private readonly ConcurrentBag<ReadBatch> _unused = [];
    private ReadBatch? _batch;

    /// <param name="depth">How many batches may be under way.</param>
    public ReadAheadQueue(int depth)
    {
        _ordered = Channel.CreateBounded<Piece>(new BoundedChannelOptions(depth) { SingleReader = true, SingleWriter = true });
        _work = new BlockingCollection<ReadBatch>();
    }

    /// <summary>What comes out: a prepared batch, or one large entry to be streamed.</summary>
    public IAsyncEnumerable<Piece> ReadAllAsync(CancellationToken cancellationToken) => _ordered.Reader.ReadAllAsync(cancellationToken);

    /// <summary>Adds a small entry or a deletion.</summary>
    public ValueTask AddAsync(NumberedChange change, CancellationToken cancellationToken)
    {
        _batch ??= _unused.TryTake(out var used) ? used : new ReadBatch();
        _batch.Changes.Add(change);
        _batch.Bytes += change.Change.Item.Entry?.Size ?? 0;
        return _batch.Changes.Count >= BatchEntries || _batch.Bytes >= BatchBytes ? FlushAsync(cancellationToken) : ValueTask.CompletedTask;
    }

    /// <summary>Adds an entry that is streamed by the assembler itself.</summary>
    public async ValueTask AddLargeAsync(NumberedChange change, CancellationToken cancellationToken)
    {
        await FlushAsync(cancellationToken);
        await _ordered.Writer.WriteAsync(new Piece(null, change), cancellationToken);
    }

    /// <summary>Nothing follows, or the walk has failed.</summary>
    public async ValueTask CompleteAsync(Exception? failure, CancellationToken cancellationToken)
    {
        if (failure is null)
            await FlushAsync(cancellationToken);
        _ordered.Writer.TryComplete(failure);
        _work.CompleteAdding();
    }

    /// <summary>Prepares batches until there are no more; on a reading thread.</summary>
    public void Run(EntryReader reader, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var batch in _work.GetConsumingEnumerable(cancellationToken))
                Prepare(reader, batch);
        }
        catch (OperationCanceledException)
        {
            // Whoever cancelled waits for no batch.
        }
    }

    /// <summary>Gives a batch back for further use.</summary>
    public void Return(ReadBatch batch)
    {
        batch.Reset();
        _unused.Add(batch);
    }

    private async ValueTask FlushAsync(CancellationToken cancellationToken)
    {
        if (_batch is not { } batch)
            return;
        _batch = null;
        // Into the order first: the bound of that queue is what limits how far reading runs ahead.
        await _ordered.Writer.WriteAsync(new Piece(batch, default), cancellationToken);
        _work.Add(batch, cancellationToken);
    }

    private static void Prepare(EntryReader reader, ReadBatch batch)
    {
        try
        {
            reader.Prepare(batch);
            batch.SetReady();
        }
        catch (Exception e)
        {
            batch.SetFailed(e);
        }
    }

    public void Dispose() => _work.Dispose();

    /// <summary>One step of the stream.</summary>
    internal readonly record struct Piece(ReadBatch? Batch, NumberedChange Large);
}
