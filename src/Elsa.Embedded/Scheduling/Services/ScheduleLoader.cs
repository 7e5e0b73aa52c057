using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Elsa.Scheduling.Services;

/// <summary>
/// Hands to the scheduler what the stores say is waiting for a time: triggers when the host has started, bookmarks shortly before they are due. So neither the start
/// nor the memory of a process grows with what waits, and what a node has lost with its process, or never told its scheduler because it died in between, is found by the
/// others too. A durable scheduler leaves alone what it has.
/// </summary>
internal sealed class ScheduleLoader(IServiceScopeFactory scopes, IServiceProvider services, TimeProvider time, ILogger<ScheduleLoader> logger) : BackgroundService
{
    /// <summary>How long before they are due bookmarks are handed over.</summary>
    public static readonly TimeSpan LookAhead = TimeSpan.FromMinutes(5);

    /// <summary>How often it is looked for them.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private const int PageSize = 1000;
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    // What was handed over and is still there: it is not due yet, or a burst that it has resumed goes on.
    private HashSet<string> _handedOver = new(StringComparer.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        await UntilDoneAsync(LoadTriggersAsync, stoppingToken);
        while (true)
        {
            await UntilDoneAsync(LoadBookmarksAsync, stoppingToken);
            await Task.Delay(Interval, time, stoppingToken);
        }
    }

    /// <summary>Schedules all triggers that wait for a time; there is at most a handful for each published workflow.</summary>
    internal async Task LoadTriggersAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var scoped = scope.ServiceProvider;
        var triggers = (await scoped.GetRequiredService<ITriggerStore>().FindManyAsync(TriggerFilter.ByNames(SchedulingStimulusNames.Triggers), cancellationToken)).ToList();
        await scoped.GetRequiredService<ITriggerScheduler>().ScheduleAsync(triggers, cancellationToken);
        logger.LogInformation("{Triggers} triggers wait for a time", triggers.Count);
    }

    /// <summary>Schedules the bookmarks that are due soon, unless it did before.</summary>
    internal async Task LoadBookmarksAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var store = scope.ServiceProvider.GetRequiredService<IBookmarkStore>();
        var scheduler = scope.ServiceProvider.GetRequiredService<IBookmarkScheduler>();
        var found = new HashSet<string>(StringComparer.Ordinal);
        var until = time.GetUtcNow() + LookAhead;
        for (StoredBookmark? last = null; ;)
        {
            var page = await FindAsync(store, until, last, cancellationToken);
            var due = page.Where(x => !_handedOver.Contains(x.Id)).ToList();
            await scheduler.ScheduleAsync(due, cancellationToken);
            found.UnionWith(page.Select(x => x.Id));
            if (due.Count > 0)
                logger.LogInformation("{Bookmarks} bookmarks are due until {Until:O}", due.Count, until);
            if (page.Count != PageSize)
                break;
            last = page[^1];
        }

        _handedOver = found;
    }

    // A store of the host's own may not know what its bookmarks wait for: then all are read, and in one go, for where some are burnt meanwhile the next page by number would leave some out.
    private static async Task<IReadOnlyList<StoredBookmark>> FindAsync(IBookmarkStore store, DateTimeOffset until, StoredBookmark? after, CancellationToken cancellationToken) =>
        store is IDueBookmarkStore due ? await due.FindDueAsync(until, after, PageSize, cancellationToken)
        : after is not null ? []
        : (await store.FindManyAsync(new BookmarkFilter { Names = SchedulingStimulusNames.All }, cancellationToken)).ToList();

    private async Task UntilDoneAsync(Func<CancellationToken, Task> load, CancellationToken cancellationToken)
    {
        for (var wait = FirstWait; ; wait = wait < Interval ? wait * 2 : wait)
        {
            try
            {
                await load(cancellationToken);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                logger.LogWarning(e, "What waits for a time could not be read; it is tried again in {Wait}", wait);
                await Task.Delay(wait, time, cancellationToken);
            }
        }
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
