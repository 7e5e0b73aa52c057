using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace TapeFlows.Backup.Sources;

/// <summary>
/// Runs a producer on a thread of its own, at most so many items ahead of the consumer. Items travel in batches, because a hand-over between
/// threads costs more than an item; a consumer that waits gets what there is after a moment.
/// </summary>
internal static class ReadAhead
{
    private const int BatchLength = 256;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(2);

    /// <summary>Yields what the producer finds. Leaving the enumeration early stops the producer.</summary>
    /// <param name="step">Adds any number of items; <see langword="false"/>: there are no more.</param>
    /// <param name="items">How far ahead the producer may be.</param>
    /// <param name="threadName">For people who look at threads.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static IEnumerable<T> Run<T>(Func<List<T>, bool> step, int items, string threadName, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var batches = new BlockingCollection<List<T>>(Math.Max(1, items / BatchLength));
        ExceptionDispatchInfo? failure = null;
        var producer = new Thread(() => failure = Produce(step, batches, stop.Token)) { IsBackground = true, Name = threadName };
        producer.Start();
        try
        {
            foreach (var batch in batches.GetConsumingEnumerable(cancellationToken))
            {
                foreach (var item in batch)
                    yield return item;
            }
        }
        finally
        {
            stop.Cancel();
            producer.Join();
        }

        failure?.Throw();
    }

    private static ExceptionDispatchInfo? Produce<T>(Func<List<T>, bool> step, BlockingCollection<List<T>> batches, CancellationToken stop)
    {
        try
        {
            var batch = new List<T>(BatchLength);
            var handedOver = Stopwatch.GetTimestamp();
            while (step(batch) && !stop.IsCancellationRequested)
            {
                var isDue = batch.Count >= BatchLength
                    || (batch.Count > 0 && batches.Count == 0 && Stopwatch.GetElapsedTime(handedOver) > LongestWait);
                if (!isDue)
                    continue;
                batches.Add(batch, stop);
                batch = new List<T>(BatchLength);
                handedOver = Stopwatch.GetTimestamp();
            }

            if (batch.Count > 0)
                batches.Add(batch, stop);
            return null;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            return ExceptionDispatchInfo.Capture(exception);
        }
        finally
        {
            batches.CompleteAdding();
        }
    }
}
