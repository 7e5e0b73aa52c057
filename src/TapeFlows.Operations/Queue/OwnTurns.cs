using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TapeFlows.Operations.Queue;

/// <summary>Operations of a process that does its own only: each begins at once. There is no queue, because there is nobody to queue with.</summary>
internal sealed partial class OwnTurns(IServiceProvider services, TimeProvider clock, ILogger<OwnTurns> logger) : IOperationTurns, IAsyncDisposable
{
    private readonly ConcurrentDictionary<Guid, Task> _underWay = new();
    private readonly CancellationTokenSource _stopping = new();

    public Task ScheduleAsync(Operation operation, CancellationToken cancellationToken)
    {
        var delay = operation.NotBefore - clock.GetUtcNow();
        _underWay[operation.Id] = Task.Run(() => TakeAsync(operation.Id, delay > TimeSpan.Zero ? delay.Value : TimeSpan.Zero), CancellationToken.None);
        return Task.CompletedTask;
    }

    public Task HastenAsync(Operation operation, CancellationToken cancellationToken) => ScheduleAsync(operation with { NotBefore = null }, cancellationToken);

    private async Task TakeAsync(Guid id, TimeSpan delay)
    {
        try
        {
            await Task.Delay(delay, clock, _stopping.Token);
            await services.GetRequiredService<OperationWorker>().RunAsync(id, needsPlace: false, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The process ends, and what is its own with it.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogNotDone(logger, e, id);
        }
    }

    /// <summary>Waits until nothing is at work.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_underWay.Values);
        _stopping.Dispose();
    }

    [LoggerMessage(LogLevel.Error, "Operation {Operation} could not be worked on")]
    private static partial void LogNotDone(ILogger logger, Exception failure, Guid operation);
}
