using TapeFlows.Scheduling.Host;
using TapeFlows.Testing;

namespace TapeFlows.Scheduling.Tests.Workflows;

/// <summary>What the engine schedules is done once, whatever happens to the process between.</summary>
public sealed class QuartzWorkflowSchedulerTests(PostgresServer server) : IDisposable
{
    private readonly Databases _databases = new(server);

    public static TheoryData<string> Kinds => ["SQLite", "PostgreSQL"];

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    public void Dispose() => _databases.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_due_is_begun_once_and_not_before(string kind)
    {
        var ledger = await _databases.CreateAsync(kind);
        await using var host = await new SchedulingHost(ledger).StartAsync();
        await ledger.AddTriggerAsync("start");
        await host.DelayAsync("soon", Now.AddMilliseconds(300));
        await host.DelayAsync("overdue", Now.AddDays(-3));
        await host.DelayAsync("later", Now.AddDays(30));
        await host.Scheduler.ScheduleAtAsync("at", SchedulingHost.Start("start"), Now.AddMilliseconds(300), TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(async () => (await ledger.BegunAsync("resume")).Length == 2 && (await ledger.BegunAsync("start")).Length == 1, "two resumed, one started");
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.Equal(["overdue", "soon"], (await ledger.BegunAsync("resume")).Order(StringComparer.Ordinal));
        Assert.Equal([16], (await ledger.BegunAsync("start")).Select(x => x.Length));
        Assert.Equal(["later"], await ledger.ReadAsync("SELECT trigger_name FROM qrtz_triggers"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_scheduled_before_the_host_has_started_waits_for_it(string kind)
    {
        var ledger = await _databases.CreateAsync(kind);
        await using var host = new SchedulingHost(ledger);
        await host.DelayAsync("early", Now);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.Empty(await ledger.BegunAsync("resume"));
        await host.StartAsync();
        await Eventually.TrueAsync(async () => (await ledger.BegunAsync("resume")).Length == 1, "resumed");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_scheduled_again_is_one_and_what_is_unscheduled_is_none(string kind)
    {
        var ledger = await _databases.CreateAsync(kind);
        await using var host = await new SchedulingHost(ledger).StartAsync();
        var token = TestContext.Current.CancellationToken;
        for (var i = 0; i < 3; i++)
        {
            await host.Scheduler.ScheduleRecurringAsync("every", SchedulingHost.Start("every"), Now.AddMinutes(1 + i), TimeSpan.FromMinutes(10), token);
            await host.Scheduler.ScheduleCronAsync("cron", SchedulingHost.Start("cron"), "0 3 * * *", token);
            await host.ScheduleDelayAsync("delay", Now.AddDays(1));
        }

        Assert.Equal(["cron", "delay", "every"], await ledger.ReadAsync("SELECT trigger_name FROM qrtz_triggers ORDER BY trigger_name"));
        await host.Scheduler.ScheduleCronAsync("cron", SchedulingHost.Start("cron"), "0 4 * * *", token);
        Assert.Equal(["0 0 4 * * ?"], await ledger.ReadAsync("SELECT cron_expression FROM qrtz_cron_triggers"));

        foreach (var name in new[] { "cron", "delay", "every", "unknown" })
            await host.Scheduler.UnscheduleAsync(name, token);
        Assert.Empty(await ledger.ReadAsync("SELECT trigger_name FROM qrtz_triggers"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_interval_scheduled_again_keeps_its_beat(string kind)
    {
        var ledger = await _databases.CreateAsync(kind);
        await using var host = await new SchedulingHost(ledger).StartAsync();
        var next = "SELECT next_fire_time FROM qrtz_triggers";
        await host.Scheduler.ScheduleRecurringAsync("every", SchedulingHost.Start("every"), Now.AddMinutes(7), TimeSpan.FromMinutes(10), TestContext.Current.CancellationToken);
        var first = await ledger.ReadAsync(next);
        await host.Scheduler.ScheduleRecurringAsync("every", SchedulingHost.Start("every"), Now.AddMinutes(9), TimeSpan.FromMinutes(10), TestContext.Current.CancellationToken);
        Assert.Equal(first, await ledger.ReadAsync(next));
        await host.Scheduler.ScheduleRecurringAsync("every", SchedulingHost.Start("every"), Now.AddMinutes(9), TimeSpan.FromMinutes(5), TestContext.Current.CancellationToken);
        Assert.NotEqual(first, await ledger.ReadAsync(next));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_missed_while_the_host_was_down_is_made_up_for_once(string kind)
    {
        var ledger = await _databases.CreateAsync(kind);
        await ledger.AddTriggerAsync("timer");
        await ledger.AddTriggerAsync("cron");
        await using (var before = await new SchedulingHost(ledger, "before").StartAsync())
        {
            await before.Scheduler.ScheduleRecurringAsync("timer", SchedulingHost.Start("timer"), Now.AddMilliseconds(500), TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
            await before.Scheduler.ScheduleCronAsync("cron", SchedulingHost.Start("cron"), "* * * * * *", TestContext.Current.CancellationToken);
            await before.DelayAsync("delay", Now.AddSeconds(2));
        }

        var (timers, crons) = ((await ledger.BegunAsync("timer")).Length, (await ledger.BegunAsync("cron")).Length);
        await Task.Delay(TimeSpan.FromSeconds(6), TestContext.Current.CancellationToken);
        var restart = Now;
        await using var after = await new SchedulingHost(ledger, "after").StartAsync();
        await Eventually.TrueAsync(async () => (await ledger.BegunAsync("timer")).Length > timers && (await ledger.BegunAsync("cron")).Length > crons && (await ledger.BegunAsync("resume")).Length == 1, "all three made up for");
        var allowed = (int)(Now - restart).TotalSeconds + 3;
        Assert.InRange((await ledger.BegunAsync("timer")).Length - timers, 1, allowed);
        Assert.InRange((await ledger.BegunAsync("cron")).Length - crons, 1, allowed);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_firing_whose_trigger_is_gone_starts_nothing_and_ends_its_schedule(string kind)
    {
        var ledger = await _databases.CreateAsync(kind);
        await using var host = await new SchedulingHost(ledger).StartAsync();
        await host.Scheduler.ScheduleRecurringAsync("orphan", SchedulingHost.Start("gone"), Now, TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(async () => (await ledger.ReadAsync("SELECT trigger_name FROM qrtz_triggers")).Count == 0, "the orphan is unscheduled");
        Assert.Empty(await ledger.BegunAsync("gone"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_fails_is_tried_again(string kind)
    {
        var ledger = await _databases.CreateAsync(kind);
        var tries = 0;
        await using var host = await new SchedulingHost(ledger, burst: _ => Interlocked.Increment(ref tries) < 2 ? throw new InvalidOperationException("the database is down") : Task.CompletedTask).StartAsync();
        await host.DelayAsync("delay", Now);
        await Eventually.TrueAsync(async () => (await ledger.BegunAsync("resume")).Length == 1, "the second try");
        Assert.Equal(2, tries);
    }

    [Fact]
    public async Task Two_nodes_begin_each_planned_time_once()
    {
        var ledger = await _databases.CreateAsync("PostgreSQL");
        await ledger.AddTriggerAsync("tick");
        await using var one = await new SchedulingHost(ledger, "one", _ => Task.Delay(30)).StartAsync();
        await using var two = await new SchedulingHost(ledger, "two", _ => Task.Delay(30)).StartAsync();
        await one.Scheduler.ScheduleRecurringAsync("tick", SchedulingHost.Start("tick"), Now.AddSeconds(1), TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        for (var i = 0; i < 60; i++)
            await (i % 2 == 0 ? one : two).DelayAsync($"delay {i}", Now.AddSeconds(2).AddMilliseconds(i % 10));

        await Eventually.TrueAsync(async () => (await ledger.BegunAsync("resume")).Length >= 60 && (await ledger.BegunAsync("tick")).Length >= 4, "60 delays and 4 ticks");
        await one.Scheduler.UnscheduleAsync("tick", TestContext.Current.CancellationToken);
        var resumed = await ledger.BegunAsync("resume");
        var ticks = await ledger.BegunAsync("tick");
        Assert.Equal(60, resumed.Length);
        Assert.Equal(60, resumed.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(ticks.Length, ticks.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(["one", "two"], (await ledger.NodesAsync()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("at night", "2 fields")]
    [InlineData("0 0 30 2 *", "never due")]
    [InlineData("CRON_TZ=Nowhere/Land 0 3 * * *", "Nowhere/Land")]
    public async Task A_wrong_expression_is_refused_by_name_and_leaves_what_was_there(string expression, string reason)
    {
        var ledger = await _databases.CreateAsync("SQLite");
        await using var host = await new SchedulingHost(ledger).StartAsync();
        await host.Scheduler.ScheduleCronAsync("cron", SchedulingHost.Start("cron"), "0 3 * * *", TestContext.Current.CancellationToken);
        var failure = await Assert.ThrowsAsync<FormatException>(() => host.Scheduler.ScheduleCronAsync("cron", SchedulingHost.Start("cron"), expression, TestContext.Current.CancellationToken).AsTask());
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Equal(["0 0 3 * * ?"], await ledger.ReadAsync("SELECT cron_expression FROM qrtz_cron_triggers"));
    }

    [Fact]
    public async Task An_interval_under_a_second_and_a_name_that_is_too_long_are_refused()
    {
        var ledger = await _databases.CreateAsync("SQLite");
        await using var host = await new SchedulingHost(ledger).StartAsync();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => host.Scheduler.ScheduleRecurringAsync("x", SchedulingHost.Start("x"), Now, TimeSpan.FromMilliseconds(999), TestContext.Current.CancellationToken).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => host.Scheduler.ScheduleAtAsync(new string('x', 151), SchedulingHost.Start("x"), Now, TestContext.Current.CancellationToken).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(() => host.Scheduler.ScheduleAtAsync("", SchedulingHost.Start("x"), Now, TestContext.Current.CancellationToken).AsTask());
        Assert.Empty(await ledger.ReadAsync("SELECT trigger_name FROM qrtz_triggers"));
    }

    [Fact]
    public async Task A_time_zone_of_the_host_holds_for_expressions_that_name_none()
    {
        var ledger = await _databases.CreateAsync("SQLite");
        await using var host = await new SchedulingHost(ledger, configure: x => x.TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai")).StartAsync();
        var parser = host.Get<Elsa.Scheduling.ICronParser>();
        Assert.Equal(19, parser.GetNextOccurrence("0 3 * * *").UtcDateTime.Hour);
        Assert.Equal(3, parser.GetNextOccurrence("CRON_TZ=UTC 0 3 * * *").UtcDateTime.Hour);
        await host.Scheduler.ScheduleCronAsync("cron", SchedulingHost.Start("cron"), "0 3 * * *", TestContext.Current.CancellationToken);
        Assert.Equal(["Asia/Shanghai"], await ledger.ReadAsync("SELECT time_zone_id FROM qrtz_cron_triggers"));
    }
}
