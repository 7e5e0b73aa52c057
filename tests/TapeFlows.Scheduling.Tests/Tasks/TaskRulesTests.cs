using Microsoft.Extensions.Time.Testing;
using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Tests.Tasks;

public sealed class TaskRulesTests
{
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 7, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly TaskRules _rules = new(new TaskSettings { TimeZone = TimeZoneInfo.Utc }, Clock);

    [Fact]
    public void A_draft_that_says_little_is_completed_and_fine()
    {
        var draft = _rules.Complete(new TaskDraft { Name = " Nightly ", ActionType = ActionType.RetentionCheck });
        Assert.Equal(("Nightly", "UTC", "retention-check"), (draft.Name, draft.TimeZone, draft.Procedure));
        Assert.Empty(_rules.Check(draft, before: null));
    }

    [Fact]
    public void Each_field_that_makes_no_sense_is_named()
    {
        var draft = new TaskDraft
        {
            Name = "",
            Description = new string('x', 4001),
            ActionType = ActionType.Custom,
            TimeZone = "Mars/Olympus",
            Retries = [TimeSpan.Zero],
            MonitorTimeout = TimeSpan.Zero,
            RunTimeout = TimeSpan.FromSeconds(-1),
            DependsOn = [new TaskDependency("a"), new TaskDependency("a")],
            Conditions = new TaskConditions
            {
                MaxLoad = 0,
                MinFreeDisk = new Dictionary<string, long>(StringComparer.Ordinal) { ["var"] = 1 },
                NetworkHosts = ["no host"],
                Window = new TimeWindow(new TimeOnly(1, 0), new TimeOnly(1, 0)),
            },
        };
        Assert.Equal(
            ["task_name", "description", "procedure", "time_zone", "retry_interval", "monitor_timeout", "run_timeout", "depends_on",
                "conditions.max_load", "conditions.min_free_disk", "conditions.network_hosts", "conditions.window"],
            _rules.Check(_rules.Complete(draft), before: null).Select(error => error.Field));
    }

    [Fact]
    public void A_time_in_the_past_is_refused_when_it_is_set_and_not_when_it_has_passed_since()
    {
        var draft = _rules.Complete(new TaskDraft { Name = "once", Schedule = new OnceSchedule(new DateTime(2026, 7, 1, 11, 59, 59)) });
        Assert.Equal("schedule_config.datetime", Assert.Single(_rules.Check(draft, before: null)).Field);
        Assert.Empty(_rules.Check(draft with { Description = "other" }, before: draft));
        // The same time is yet to come west of here.
        Assert.Empty(_rules.Check(draft with { TimeZone = "America/New_York" }, before: null));
    }

    [Fact]
    public void A_day_that_never_comes_is_refused()
    {
        var draft = _rules.Complete(new TaskDraft { Name = "never", Schedule = new CronSchedule("0 0 31 2 *") });
        Assert.Equal("schedule_config", Assert.Single(_rules.Check(draft, before: null)).Field);
    }
}
