using System.Text.Json;
using Microsoft.Extensions.Logging;
using TapeFlows.Backup.Streaming;
using TapeFlows.Operations.Database;

namespace TapeFlows.Operations.Queue;

/// <summary>
/// Takes reports as they come and stores the last one at most twice a second; with it, it learns what others want of the operation. A database that is slow
/// makes the reports rarer and nothing else.
/// </summary>
internal sealed partial class ProgressWriter : IProgress<ProgressReport>, IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private readonly FencedOperations _fenced;
    private readonly RunningOperation _operation;
    private readonly OperationFeed _feed;
    private readonly Action<ProgressReport> _seen;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _writing;
    private ReportBox? _next;

    /// <param name="fenced">Where to store reports.</param>
    /// <param name="operation">Whose.</param>
    /// <param name="feed">Told when one is stored.</param>
    /// <param name="seen">Gets each as it comes.</param>
    /// <param name="clock">The time.</param>
    /// <param name="logger">Told of what could not be stored.</param>
    public ProgressWriter(FencedOperations fenced, RunningOperation operation, OperationFeed feed, Action<ProgressReport> seen, TimeProvider clock, ILogger logger)
    {
        (_fenced, _operation, _feed, _seen, _logger) = (fenced, operation, feed, seen, logger);
        _writing = Task.Run(() => WriteAsync(clock));
    }

    public void Report(ProgressReport value)
    {
        Volatile.Write(ref _next, new ReportBox(value));
        _seen(value);
    }

    private async Task WriteAsync(TimeProvider clock)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token))
                await WriteOnceAsync();
        }
        catch (OperationCanceledException)
        {
            // The work has ended.
        }
    }

    private async Task WriteOnceAsync()
    {
        try
        {
            var report = Interlocked.Exchange(ref _next, null);
            var text = report is null ? null : JsonSerializer.Serialize(report.Value, OperationJson.Options);
            var wish = await _fenced.SaveProgressAsync(_operation.Id, text, _operation.Lease.Fence, CancellationToken.None);
            if (text is not null)
                _feed.Changed(_operation.Id);
            if (wish != OperationWish.None)
                _operation.Stop(wish == OperationWish.Cancel ? StopReason.Cancel : StopReason.Pause);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The lease decides whether the work goes on; a report that is lost is followed by the next one.
            LogNotStored(_logger, e, _operation.Id);
        }
    }

    /// <summary>Stores the last report.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _writing;
        if (Volatile.Read(ref _next) is not null)
            await WriteOnceAsync();
        _stopping.Dispose();
    }

    [LoggerMessage(LogLevel.Warning, "The progress of operation {Operation} could not be stored")]
    private static partial void LogNotStored(ILogger logger, Exception failure, Guid operation);

    private sealed record ReportBox(ProgressReport Value);
}
