using System.Threading.Channels;

namespace TapeFlows.Backup.Streaming;

/// <summary>
/// Takes finished rows from the writing thread and brings them, in order and in bulk, to where they are kept, without ever making the drive wait
/// for a database as long as that keeps up.
/// </summary>
internal sealed class RowSink : IAsyncDisposable
{
    private const int BatchSize = 4096;
    private const int BatchesInFlight = 4;
    private readonly Channel<Batch> _batches = Channel.CreateUnbounded<Batch>(new() { SingleReader = true });
    private readonly SemaphoreSlim _slots = new(BatchesInFlight);
    private readonly CancellationTokenSource _failed = new();
    private readonly Task _keeping;
    private List<CatalogFile> _rows = new(BatchSize);

    /// <param name="keep">Stores rows; called with one batch at a time, in order.</param>
    public RowSink(Func<IReadOnlyList<CatalogFile>, Task> keep) => _keeping = Task.Run(() => KeepAsync(keep));

    /// <summary>Adds a row. Waits while too many batches are under way.</summary>
    public void Add(CatalogFile row, CancellationToken cancellationToken)
    {
        _rows.Add(row);
        if (_rows.Count < BatchSize)
            return;
        if (_failed.IsCancellationRequested)
            throw Failure();
        _slots.Wait(cancellationToken);
        HandOver(null);
    }

    /// <summary>Returns when every row added so far is kept.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_failed.IsCancellationRequested)
            throw Failure();
        await _slots.WaitAsync(cancellationToken);
        var flushed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        HandOver(flushed);
        await flushed.Task.WaitAsync(cancellationToken);
    }

    private void HandOver(TaskCompletionSource? flushed)
    {
        _batches.Writer.TryWrite(new Batch(_rows, flushed));
        _rows = new List<CatalogFile>(BatchSize);
    }

    private async Task KeepAsync(Func<IReadOnlyList<CatalogFile>, Task> keep)
    {
        Exception? failure = null;
        await foreach (var batch in _batches.Reader.ReadAllAsync())
        {
            try
            {
                if (failure is null && batch.Rows.Count > 0)
                    await keep(batch.Rows);
            }
            catch (Exception e)
            {
                failure = e;
                await _failed.CancelAsync();
            }

            if (failure is null)
                batch.Flushed?.TrySetResult();
            else
                batch.Flushed?.TrySetException(failure);
            _slots.Release();
        }

        if (failure is not null)
            throw new IOException($"The catalog did not take the files of this run: {failure.Message}", failure);
    }

    private IOException Failure() => new("The catalog did not take the files of this run. What was committed before is kept; see the first error.");

    public async ValueTask DisposeAsync()
    {
        _batches.Writer.TryComplete();
        await _keeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _slots.Dispose();
        _failed.Dispose();
    }

    private readonly record struct Batch(List<CatalogFile> Rows, TaskCompletionSource? Flushed);
}
