using System.Collections.Concurrent;
using Elsa.Scheduling.Services;
using Microsoft.Extensions.Time.Testing;

namespace Elsa.Embedded.Tests.Scheduling;

public sealed class AgendaTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task What_is_due_is_called_once_in_whatever_order_it_was_added()
    {
        using var agenda = new Agenda(_time);
        var called = new ConcurrentBag<int>();
        foreach (var minute in new[] { 5, 1, 3, 2, 4, 1_000_000 })
            agenda.Add(_time.GetUtcNow().AddMinutes(minute), () => called.Add(minute));

        _time.Advance(TimeSpan.FromMinutes(3));
        await Eventually.TrueAsync(() => called.Count == 3);
        Assert.Equal([1, 2, 3], called.Order());

        _time.Advance(TimeSpan.FromMinutes(60));
        await Eventually.TrueAsync(() => called.Count == 5);
        Assert.Equal([1, 2, 3, 4, 5], called.Order());
        Assert.Equal(1, agenda.Count);
    }

    [Fact]
    public async Task What_was_removed_is_not_called()
    {
        using var agenda = new Agenda(_time);
        var called = new ConcurrentBag<string>();
        var removed = agenda.Add(_time.GetUtcNow().AddSeconds(1), () => called.Add("removed"));
        agenda.Add(_time.GetUtcNow().AddSeconds(1), () => called.Add("kept"));
        agenda.Remove(removed);
        agenda.Remove(removed);

        _time.Advance(TimeSpan.FromSeconds(2));
        await Eventually.TrueAsync(() => !called.IsEmpty);
        Assert.Equal(["kept"], called);
    }

    [Fact]
    public async Task A_step_of_the_wall_clock_is_noticed_within_half_a_minute()
    {
        var time = new SteppingTime(_time);
        using var agenda = new Agenda(time);
        var called = 0;
        agenda.Add(time.GetUtcNow().AddHours(8), () => Interlocked.Increment(ref called));

        time.Step = TimeSpan.FromHours(9);
        _time.Advance(Agenda.LongestSleep);
        await Eventually.TrueAsync(() => called == 1);
    }

    [Fact]
    public void A_hundred_thousand_waits_are_one_timer()
    {
        using var agenda = new Agenda(_time);
        for (var i = 0; i < 100_000; i++)
            agenda.Add(_time.GetUtcNow().AddSeconds(i * 7919 % 100_000 + 1), static () => { });
        Assert.Equal(100_000, agenda.Count);
        _time.Advance(TimeSpan.FromSeconds(100_000));
        Assert.Equal(0, agenda.Count);
    }

    /// <summary>A wall clock that an administrator sets while timers go on as before.</summary>
    private sealed class SteppingTime(FakeTimeProvider inner) : TimeProvider
    {
        public TimeSpan Step { get; set; }

        public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Step;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => inner.CreateTimer(callback, state, dueTime, period);
    }
}
