using System.Collections.Concurrent;

namespace TapeFlows.Backup.Reading;

/// <summary>Carries rows, in their order and a few thousand at a time at most, from an asynchronous reader to a thread that works with them.</summary>
/// <typeparam name="T">What a row is here.</typeparam>
internal sealed class RowQueue<T> : IDisposable
    where T : class
{
    private const int BatchSize = 512;
    private const int BatchesAhead = 8;
    private readonly ConcurrentQueue<List<T>> _batches = new();
    private readonly SemaphoreSlim _room = new(BatchesAhead);
    private readonly SemaphoreSlim _filled = new(0);
    private readonly CancellationToken _cancellationToken;
    private List<T>? _current;
    private int _at;
    private Exception? _failure;

    /// <param name="cancellationToken">Ends every wait.</param>
    public RowQueue(CancellationToken cancellationToken) => _cancellationToken = cancellationToken;

    /// <summary>The next row, or <see langword="null"/> at the end. Waits.</summary>
    public T? Peek()
    {
        while (_current is null || _at == _current.Count)
        {
            if (_current is { Count: 0 })
                return null;
            _filled.Wait(_cancellationToken);
            _batches.TryDequeue(out _current);
            _at = 0;
            _room.Release();
            if (_current is { Count: 0 } && _failure is { } failure)
                throw failure;
        }

        return _current[_at];
    }

    /// <summary>The row that was peeked at is dealt with.</summary>
    public void Take() => _at++;

    /// <summary>Brings rows in until there are no more.</summary>
    public async Task FillAsync(IAsyncEnumerable<T> rows)
    {
        try
        {
            var batch = new List<T>(BatchSize);
            await foreach (var row in rows.WithCancellation(_cancellationToken))
            {
                batch.Add(row);
                if (batch.Count < BatchSize)
                    continue;
                await AddAsync(batch);
                batch = new List<T>(BatchSize);
            }

            if (batch.Count > 0)
                await AddAsync(batch);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            _failure = e;
        }

        await AddAsync([]);
    }

    private async Task AddAsync(List<T> batch)
    {
        await _room.WaitAsync(_cancellationToken);
        _batches.Enqueue(batch);
        _filled.Release();
    }

    public void Dispose()
    {
        _room.Dispose();
        _filled.Dispose();
    }
}
