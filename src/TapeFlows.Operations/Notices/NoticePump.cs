using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Operations.Notices;

/// <summary>
/// Sends what waits, one after the other, in the background. Each notice is a row that says when it is tried next: one that was not taken, or whose sender died, is tried again by any node.
/// </summary>
internal sealed partial class NoticePump(
    NoticeStore store, NoticeRoutes routes, IEnumerable<INoticeChannel> channels, NoticeOptions options, TimeProvider clock, ILogger<NoticePump> logger) : IAsyncDisposable
{
    // What is being sent when a command or host ends is worth a moment; after it, somebody else sends it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly ResiliencePipeline _pipeline = PipelineOf(options, clock);
    private Task _working = Task.CompletedTask;
    private bool _isWanted;
    private bool _isOver;

    /// <summary>Has what waits be sent. Returns at once.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            _isWanted = !_isOver;
            if (_isWanted && _working.IsCompleted && !_stopping.IsCancellationRequested)
                _working = Task.Run(WorkAsync);
        }
    }

    /// <summary>Waits for what is under way, and sends nothing more.</summary>
    public async Task StopAsync()
    {
        Task working;
        lock (_lock)
        {
            _isOver = true;
            working = _working;
        }

        await Task.WhenAny(working, Task.Delay(Patience));
        await _stopping.CancelAsync();
        await working;
    }

    /// <summary>Waits until nothing is under way; what could not be sent waits for its time.</summary>
    internal async Task IdleAsync()
    {
        while (true)
        {
            Task working;
            lock (_lock)
                working = _working;
            if (working.IsCompleted)
                return;
            await working;
        }
    }

    private async Task WorkAsync()
    {
        while (IsWanted())
        {
            try
            {
                await SendDueAsync(_stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // The database is away: the next sweep looks again.
                LogNotSent(logger, e);
            }
        }
    }

    private bool IsWanted()
    {
        lock (_lock)
        {
            var isWanted = _isWanted && !_stopping.IsCancellationRequested;
            _isWanted = false;
            // Decided under the lock: whoever wakes from now on begins another turn.
            if (!isWanted)
                _working = Task.CompletedTask;
            return isWanted;
        }
    }

    private async Task SendDueAsync(CancellationToken cancellationToken)
    {
        while (await store.ListDueAsync(cancellationToken) is { Count: > 0 } due)
        {
            foreach (var (notice, entry) in due)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (await store.TakeAsync(notice, cancellationToken))
                    await SendAsync(entry, notice, cancellationToken);
            }
        }
    }

    private async Task SendAsync(InboxEntry entry, NoticeDelivery notice, CancellationToken cancellationToken)
    {
        try
        {
            var channel = channels.FirstOrDefault(candidate => string.Equals(candidate.Name, notice.Channel, StringComparison.Ordinal))
                ?? throw new NoticeException($"This version knows no way '{notice.Channel}' to send a notice.");
            await _pipeline.ExecuteAsync(async stopping => await channel.SendAsync(entry, notice, stopping), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops: it is tried again at once by whoever looks next.
            await store.SaveFailureAsync(notice.Id, "The host stopped.", clock.GetUtcNow(), CancellationToken.None);
            throw;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            var next = routes.NextAttempt(notice, notice.Attempts + 1, clock.GetUtcNow());
            await store.SaveFailureAsync(notice.Id, e.Message, next, CancellationToken.None);
            if (next is { } moment)
                LogTriedAgain(logger, entry.Id, notice.Channel, moment, e.Message);
            else
                LogGivenUp(logger, entry.Id, notice.Channel, e.Message);
            return;
        }

        await store.SaveSentAsync(notice.Id, CancellationToken.None);
        LogSent(logger, entry.Id, notice.Channel, notice.Target);
    }

    private static ResiliencePipeline PipelineOf(NoticeOptions options, TimeProvider clock)
    {
        var builder = new ResiliencePipelineBuilder { Name = NoticeRetryOptions.Name, TimeProvider = clock };
        if (options.Retry.Attempts > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                Name = NoticeRetryOptions.Name,
                ShouldHandle = new PredicateBuilder().Handle<NoticeException>(),
                MaxRetryAttempts = options.Retry.Attempts,
                Delay = options.Retry.Delay,
                BackoffType = DelayBackoffType.Exponential,
            });
        }

        return builder.Build();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    [LoggerMessage(LogLevel.Information, "The notice of entry {Entry} was sent by {Channel} to {Target}")]
    private static partial void LogSent(ILogger logger, Guid entry, string channel, string target);

    [LoggerMessage(LogLevel.Warning, "The notice of entry {Entry} could not be sent by {Channel}; tried again at {Next:u}: {Problem}")]
    private static partial void LogTriedAgain(ILogger logger, Guid entry, string channel, DateTimeOffset next, string problem);

    [LoggerMessage(LogLevel.Error, "The notice of entry {Entry} was given up by {Channel}; it stands in the inbox: {Problem}")]
    private static partial void LogGivenUp(ILogger logger, Guid entry, string channel, string problem);

    [LoggerMessage(LogLevel.Warning, "Notices could not be looked for; tried again at the next sweep")]
    private static partial void LogNotSent(ILogger logger, Exception failure);
}
