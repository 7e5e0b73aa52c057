using System.Collections.Concurrent;
using TapeFlows.Backup.Archive;
using TapeFlows.Backup.Comparison;
using TapeFlows.Backup.Sources;
using TapeFlows.Backup.Streaming;

namespace TapeFlows.Backup.Runs;

/// <summary>Turns changes, in path order, into the members of a set's data segments.</summary>
/// <param name="setId">The set.</param>
/// <param name="lastOrdinal">The number of the last entry that the set has already; 0 for a new one.</param>
/// <param name="request">How.</param>
/// <param name="progress">Counts.</param>
/// <param name="problems">Takes what is to be told.</param>
internal sealed class ArchiveStream(Guid setId, long lastOrdinal, BackupRequest request, RunProgress progress, ProblemList problems)
{
    private const int BatchesAhead = 16;
    private readonly ConcurrentDictionary<EntryPath, bool> _notArchived = new();
    private readonly PaxHeaderWriter _headers = new(setId);
    private long _ordinal = lastOrdinal;

    // In a test with tiny segments "small" has to be small too, so that nothing outgrows a segment unseen.
    private readonly long _smallFile = Math.Min(EntryReader.SmallFile, request.SegmentSize / 4);

    /// <summary>Says that a file with several names is not in the set under this one: a further name cannot point to it.</summary>
    public void OnNotArchived(EntryPath path) => _notArchived.TryAdd(path, true);

    /// <summary>Archives everything that comes.</summary>
    public async Task RunAsync(IAsyncEnumerable<SourceChange> changes, SegmentAssembler assembler, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var queue = new ReadAheadQueue(BatchesAhead);
        var readers = StartReaders(queue, stop.Token);
        var feeding = FeedAsync(changes, queue, stop.Token);
        try
        {
            await foreach (var piece in queue.ReadAllAsync(cancellationToken))
            {
                if (piece.Batch is { } batch)
                    await PlaceAsync(batch, queue, assembler, cancellationToken);
                else
                    await StreamAsync(piece.Large, assembler, cancellationToken);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (var reader in readers)
                reader.Join();
        }

        await feeding;
    }

    private async Task FeedAsync(IAsyncEnumerable<SourceChange> changes, ReadAheadQueue queue, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await foreach (var change in changes.WithCancellation(cancellationToken))
            {
                if (change.Kind == ChangeKind.Problem)
                    problems.Add(change.Item.Problem!);
                else
                    await FeedAsync(new NumberedChange(change, ++_ordinal), queue, cancellationToken);
            }

            await queue.CompleteAsync(null, cancellationToken);
        }
        catch (Exception e)
        {
            await queue.CompleteAsync(e, CancellationToken.None);
            throw;
        }
    }

    private ValueTask FeedAsync(NumberedChange change, ReadAheadQueue queue, CancellationToken cancellationToken) =>
        change.Change.Item.Entry is { Kind: EntryKind.File } file && file.Size > _smallFile
            ? queue.AddLargeAsync(change, cancellationToken)
            : queue.AddAsync(change, cancellationToken);

    private async Task PlaceAsync(ReadBatch batch, ReadAheadQueue queue, SegmentAssembler assembler, CancellationToken cancellationToken)
    {
        await batch.Ready.WaitAsync(cancellationToken);
        foreach (var problem in batch.Problems)
            problems.Add(problem);
        var at = 0;
        foreach (var prepared in batch.Members)
        {
            if (prepared.Member is not { } member)
            {
                await StreamAsync(prepared.Streamed, assembler, cancellationToken);
                continue;
            }

            if (member.IsDeletion)
            {
                assembler.Note(member);
                continue;
            }

            if (prepared.Length > assembler.Room)
                await assembler.EndSegmentAsync(cancellationToken);
            assembler.BeginMember(member);
            await assembler.AppendAsync(batch.Archive.Written.Slice(at, prepared.Length), cancellationToken);
            at += prepared.Length;
            progress.OnFiles(1, member.Content.Length);
        }

        queue.Return(batch);
    }

    private async Task StreamAsync(NumberedChange change, SegmentAssembler assembler, CancellationToken cancellationToken)
    {
        if (!SourceContent.TryOpen(change.Change.Item, out var file, out var problem))
        {
            problems.Add(problem);
            if (change.Change.Item.Entry!.LinkCount > 1)
                _notArchived.TryAdd(change.Change.Item.Path, true);
            return;
        }

        using (file)
        {
            if (Unfit(file) is { } reason)
            {
                problems.Add(EntryReader.Unfit(change.Change.Item.Path, reason));
                return;
            }

            await new LargeFileStream(assembler, _headers, progress).WriteAsync(file, change, cancellationToken);
            if (file.Problem is { } found)
                problems.Add(found);
        }

        progress.OnFiles(1, 0);
    }

    // Tried before anything of the file is announced: behind its header there is no way back.
    private Exception? Unfit(SourceFile file)
    {
        try
        {
            _headers.Write(file.Entry);
            return null;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return e;
        }
    }

    private List<Thread> StartReaders(ReadAheadQueue queue, CancellationToken cancellationToken)
    {
        var readers = new List<Thread>();
        for (var i = 0; i < request.Readers; i++)
        {
            var reader = new Thread(() => queue.Run(new EntryReader(setId, _notArchived), cancellationToken)) { IsBackground = true, Name = "source reader" };
            reader.Start();
            readers.Add(reader);
        }

        return readers;
    }
}
