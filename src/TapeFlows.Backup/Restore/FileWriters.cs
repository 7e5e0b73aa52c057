using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace TapeFlows.Backup.Restore;

/// <summary>Threads that check and write small files, a batch at a time.</summary>
internal sealed class FileWriters : IDisposable
{
    private readonly BlockingCollection<WriteBatch> _work = [];
    private readonly ConcurrentBag<WriteBatch> _unused = [];
    private readonly SemaphoreSlim _slots;
    private readonly Thread[] _threads;
    private readonly int _depth;
    private readonly FilePlacing _placing;
    private readonly CancellationToken _cancellationToken;
    private WriteBatch? _batch;
    private Exception? _failure;

    /// <param name="threads">How many.</param>
    /// <param name="placing">What to do with a file whose checksum is known.</param>
    /// <param name="cancellationToken">Ends every wait.</param>
    public FileWriters(int threads, FilePlacing placing, CancellationToken cancellationToken)
    {
        (_placing, _cancellationToken) = (placing, cancellationToken);
        _depth = (2 * threads) + 2;
        _slots = new SemaphoreSlim(_depth);
        _threads = new Thread[threads];
        for (var i = 0; i < threads; i++)
        {
            _threads[i] = new Thread(Run) { IsBackground = true, Name = "file writer" };
            _threads[i].Start();
        }
    }

    /// <summary>Room for the content of the next file, at most <see cref="WriteBatch.Size"/>. May wait.</summary>
    public (WriteBatch Batch, Memory<byte> Room) Claim(long size)
    {
        if (_batch is null || _batch.IsFullFor(size))
        {
            Flush();
            _slots.Wait(_cancellationToken);
            _batch = _unused.TryTake(out var used) ? used : new WriteBatch();
        }

        return (_batch, _batch.Room(size));
    }

    /// <summary>Hands on what is gathered.</summary>
    public void Flush()
    {
        if (_failure is { } failure)
            throw new RestoreException($"Files could not be written: {failure.Message} What was restored so far stays.", failure);
        if (_batch is not { } batch)
            return;
        _batch = null;
        _work.Add(batch, CancellationToken.None);
    }

    /// <summary>Returns when everything that was handed on is written.</summary>
    public void Drain()
    {
        Flush();
        for (var i = 0; i < _depth; i++)
            _slots.Wait(_cancellationToken);
        _slots.Release(_depth);
        Flush();
    }

    private void Run()
    {
        foreach (var batch in _work.GetConsumingEnumerable())
        {
            try
            {
                foreach (var file in batch.Files)
                    Write(batch, file);
            }
            catch (Exception e)
            {
                _failure ??= e;
            }

            foreach (var file in batch.Files)
                file.File.Dispose();
            batch.Reset();
            _unused.Add(batch);
            _slots.Release();
        }
    }

    private void Write(WriteBatch batch, in BatchedFile file)
    {
        Span<byte> sha256 = stackalloc byte[SHA256.HashSizeInBytes];
        var content = batch.ContentOf(file);
        SHA256.HashData(content, sha256);
        if (_placing.MayPlace(file.Wanted, sha256))
        {
            file.File.Write(0, content);
            _placing.Tell(file.Wanted, file.File.Commit());
        }
    }

    public void Dispose()
    {
        if (_batch is { } batch)
        {
            foreach (var file in batch.Files)
                file.File.Dispose();
        }

        _work.CompleteAdding();
        foreach (var thread in _threads)
            thread.Join();
        _work.Dispose();
        _slots.Dispose();
    }
}
