using Microsoft.Extensions.Logging;
using TapeFlows.Operations.Database;
using TapeFlows.Operations.Queue;

namespace TapeFlows.Operations.Delivery;

/// <summary>
/// Tells those who wait that their operation has ended. That it is to be told stands in the row from the same transaction as the end; that it was, is stored
/// behind the telling. So an end is told at least once, and to be told again must do no harm.
/// </summary>
internal sealed partial class DeliveryPump(OperationStore store, IEnumerable<IOperationListener> listeners, OperationFeed feed, ILogger<DeliveryPump> logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Task> _underWay = [];
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Tells of an end, in the background.</summary>
    public void Deliver(Operation operation)
    {
        // Begun under the lock that its end takes, too: one that ended before it is noted here would stand there for ever, and be told never again.
        lock (_lock)
        {
            if (operation.DeliveredAt is null && !_stopping.IsCancellationRequested && !_underWay.ContainsKey(operation.Id))
                _underWay[operation.Id] = Task.Run(() => DeliverAsync(operation));
        }
    }

    /// <summary>Waits for what is under way, and tells nothing more.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        Task[] left;
        lock (_lock)
            left = [.. _underWay.Values];
        await Task.WhenAll(left);
    }

    private async Task DeliverAsync(Operation operation)
    {
        try
        {
            // It may have been told since it was looked up: the sweep finds what the worker is just telling, and the other way round.
            if ((await store.FindAsync(operation.Id, CancellationToken.None))?.DeliveredAt is not null)
                return;
            foreach (var listener in listeners)
                await listener.OnEndedAsync(operation, _stopping.Token);
            await store.SaveDeliveredAsync(operation.Id, CancellationToken.None);
            feed.Changed(operation.Id);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The next sweep tells it again.
            LogNotDelivered(logger, e, operation.Id);
        }
        finally
        {
            lock (_lock)
                _underWay.Remove(operation.Id);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The end of operation {Operation} could not be told to whoever waits for it; tried again")]
    private static partial void LogNotDelivered(ILogger logger, Exception failure, Guid operation);
}
