using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Filters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Elsa.Scheduling.Services;

/// <summary>
/// Schedules, after the host has started, what the stores say is waiting for a time: the scheduler of this process has lost it, a durable one leaves alone what it has.
/// The host does not wait for it, so its start takes no longer with a hundred thousand delays.
/// </summary>
internal sealed class ScheduleLoader(IServiceScopeFactory scopes, IServiceProvider services, ILogger<ScheduleLoader> logger) : BackgroundService
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        for (var wait = FirstWait; !stoppingToken.IsCancellationRequested; wait = wait < LongestWait ? wait * 2 : wait)
        {
            try
            {
                await LoadAsync(stoppingToken);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogWarning(e, "What waits for a time could not be read; it is tried again in {Wait}", wait);
                await Task.Delay(wait, stoppingToken);
            }
        }
    }

    /// <summary>Schedules all triggers and bookmarks that wait for a time.</summary>
    internal async Task LoadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var scoped = scope.ServiceProvider;
        var triggers = (await scoped.GetRequiredService<ITriggerStore>().FindManyAsync(TriggerFilter.ByNames(SchedulingStimulusNames.Triggers), cancellationToken)).ToList();
        await scoped.GetRequiredService<ITriggerScheduler>().ScheduleAsync(triggers, cancellationToken);

        // In one go: where bookmarks are burnt meanwhile, the next page by number would leave some out.
        var bookmarks = (await scoped.GetRequiredService<IBookmarkStore>().FindManyAsync(new BookmarkFilter { Names = SchedulingStimulusNames.All }, cancellationToken)).ToList();
        await scoped.GetRequiredService<IBookmarkScheduler>().ScheduleAsync(bookmarks, cancellationToken);
        logger.LogInformation("{Triggers} triggers and {Bookmarks} bookmarks wait for a time", triggers.Count, bookmarks.Count);
    }

    private async Task StartedAsync(CancellationToken cancellationToken)
    {
        if (services.GetService<IHostApplicationLifetime>() is not { } lifetime)
            return;
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = lifetime.ApplicationStarted.Register(() => started.TrySetResult());
        await started.Task.WaitAsync(cancellationToken);
    }
}
