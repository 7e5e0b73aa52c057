using System.Collections.Concurrent;
using Elsa.Common;
using Elsa.Scheduling;
using Elsa.Scheduling.Options;
using Elsa.Scheduling.Schedules;
using Elsa.Scheduling.Services;
using Elsa.Scheduling.Tasks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Elsa.Embedded.Tests.Scheduling;

public sealed class LocalSchedulerTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));
    private readonly ConcurrentQueue<DateTimeOffset> _runs = new();
    private readonly ServiceProvider _services;

    public LocalSchedulerTests()
    {
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(_time)
            .AddSingleton<ISystemClock, TimeProviderClock>()
            .AddSingleton<ICronParser, CronosCronParser>()
            .AddSingleton<Agenda>()
            .AddSingleton<PastDueScheduleStaggerer>()
            .AddSingleton<LocalScheduler>()
            .Configure<SchedulingOptions>(x => x.PastDueScheduleStaggerInterval = TimeSpan.FromMilliseconds(50))
            .BuildServiceProvider();
    }

    private IScheduler Scheduler => _services.GetRequiredService<LocalScheduler>();

    private DateTimeOffset Now => _time.GetUtcNow();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task Something_is_done_once_at_its_time()
    {
        await ScheduleAsync("once", Note(), new SpecificInstantSchedule(Now.AddHours(1)));
        await AdvanceAsync(TimeSpan.FromMinutes(59), runs: 0);
        await AdvanceAsync(TimeSpan.FromMinutes(1), runs: 1);
        await AdvanceAsync(TimeSpan.FromDays(1), runs: 1);
        Assert.Equal(0, _services.GetRequiredService<Agenda>().Count);
    }

    [Fact]
    public async Task Something_is_done_again_at_its_interval_and_keeps_the_beat()
    {
        var start = Now;
        await ScheduleAsync("again", Note(), new RecurringSchedule(start.AddSeconds(-12), TimeSpan.FromSeconds(5)));
        for (var i = 1; i <= 4; i++)
            await AdvanceAsync(TimeSpan.FromSeconds(i == 1 ? 3 : 5), runs: i);
        Assert.Equal([3, 8, 13, 18], _runs.Select(x => (x - start).TotalSeconds));
    }

    [Fact]
    public async Task Times_that_passed_unused_are_made_up_for_once()
    {
        await ScheduleAsync("again", Note(), new RecurringSchedule(Now.AddSeconds(5), TimeSpan.FromSeconds(5)));
        await AdvanceAsync(TimeSpan.FromMinutes(10), runs: 1);
        await AdvanceAsync(TimeSpan.FromSeconds(5), runs: 2);
    }

    [Fact]
    public async Task A_cron_expression_is_followed()
    {
        var start = Now;
        await ScheduleAsync("cron", Note(), new CronSchedule("*/20 * * * * *"));
        for (var i = 1; i <= 3; i++)
            await AdvanceAsync(TimeSpan.FromSeconds(20), runs: i);
        Assert.Equal([20, 40, 60], _runs.Select(x => (x - start).TotalSeconds));
    }

    [Fact]
    public async Task What_is_scheduled_again_under_its_name_is_done_once()
    {
        await ScheduleAsync("name", Note(), new SpecificInstantSchedule(Now.AddSeconds(1)));
        await ScheduleAsync("name", Note(), new SpecificInstantSchedule(Now.AddSeconds(2)));
        await AdvanceAsync(TimeSpan.FromSeconds(5), runs: 1);
    }

    [Fact]
    public async Task A_schedule_that_cannot_be_read_leaves_the_earlier_one()
    {
        await ScheduleAsync("name", Note(), new SpecificInstantSchedule(Now.AddSeconds(1)));
        await Assert.ThrowsAsync<FormatException>(() => ScheduleAsync("name", Note(), new CronSchedule("nonsense")));
        await AdvanceAsync(TimeSpan.FromSeconds(5), runs: 1);
    }

    [Fact]
    public async Task What_is_cancelled_by_name_or_by_key_is_not_done()
    {
        await Scheduler.ScheduleAsync("a", Note(), new SpecificInstantSchedule(Now.AddSeconds(1)), ["workflow-1"]);
        await Scheduler.ScheduleAsync("b", Note(), new SpecificInstantSchedule(Now.AddSeconds(1)), ["workflow-1", "workflow-2"]);
        await Scheduler.ScheduleAsync("c", Note(), new SpecificInstantSchedule(Now.AddSeconds(1)), ["workflow-2"]);
        await ScheduleAsync("d", Note(), new RecurringSchedule(Now, TimeSpan.FromSeconds(1)));
        await Scheduler.ClearScheduleAsync(["workflow-1", "unknown"]);
        await Scheduler.ClearScheduleAsync("d");
        await AdvanceAsync(TimeSpan.FromSeconds(5), runs: 1);
    }

    [Fact]
    public async Task The_last_time_is_tried_again_when_it_fails()
    {
        var tries = 0;
        var task = new DelegateTask(_ => ++tries < 3 ? throw new InvalidOperationException("the database is down") : Done());
        await ScheduleAsync("once", task, new SpecificInstantSchedule(Now.AddSeconds(1)));
        for (var i = 0; i < 10; i++)
            await AdvanceAsync(TimeSpan.FromSeconds(1), runs: null);
        await Eventually.TrueAsync(() => tries == 3);

        ValueTask Done()
        {
            _runs.Enqueue(Now);
            return ValueTask.CompletedTask;
        }
    }

    [Fact]
    public async Task A_schedule_that_fails_after_its_first_time_ends_without_the_process()
    {
        await ScheduleAsync("fails", Note(), new FailingSchedule());
        await AdvanceAsync(TimeSpan.FromSeconds(1), runs: 1);
        await ScheduleAsync("out of the calendar", Note(), new RecurringSchedule(Now.AddSeconds(1), TimeSpan.MaxValue));
        await AdvanceAsync(TimeSpan.FromSeconds(1), runs: 2);
    }

    [Fact]
    public async Task What_is_overdue_is_done_soon_but_not_all_at_once()
    {
        for (var i = 0; i < 20; i++)
            await ScheduleAsync($"late {i}", Note(), new SpecificInstantSchedule(Now.AddDays(-i)));
        await AdvanceAsync(TimeSpan.FromMilliseconds(100), runs: 2);
        await AdvanceAsync(TimeSpan.FromSeconds(1), runs: 20);
    }

    private Task ScheduleAsync(string name, ITask task, ISchedule schedule) => Scheduler.ScheduleAsync(name, task, schedule, TestContext.Current.CancellationToken).AsTask();

    private sealed class FailingSchedule : ISchedule
    {
        public IScheduledTask Schedule(ScheduleContext context)
        {
            var first = context.ServiceProvider.GetRequiredService<TimeProvider>().GetUtcNow().AddSeconds(1);
            return new ScheduledTask(context, previous => previous is null ? first : throw new InvalidOperationException("The calendar is closed."));
        }
    }

    private DelegateTask Note() => new(_ =>
    {
        _runs.Enqueue(Now);
        return ValueTask.CompletedTask;
    });

    private async Task AdvanceAsync(TimeSpan time, int? runs)
    {
        _time.Advance(time);
        await Eventually.TrueAsync(() => runs is null || _runs.Count >= runs);
        await Task.Delay(20, TestContext.Current.CancellationToken);
        if (runs is not null)
            Assert.Equal(runs, _runs.Count);
    }
}
