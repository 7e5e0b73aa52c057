using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Tests.Tasks;

public sealed class ConfiguredTasksTests
{
    [Fact]
    public void Nothing_is_made_of_nothing() => Assert.Empty(Read([]));

    [Fact]
    public void The_switch_alone_makes_the_three_tasks_at_their_usual_times()
    {
        var tasks = Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["BACKUP_SCHEDULER_ENABLED"] = "true" });
        Assert.Equal(
            [("backup_incremental", "0 2 * * *", true), ("backup_full", "0 3 * * 0", true), ("cleanup", "0 4 * * *", true)],
            tasks.Select(x => (x.Id, ((CronSchedule)x.Draft.Schedule!).Cron, x.Draft.Enabled)));
    }

    [Fact]
    public void Switched_off_they_are_there_and_disabled()
    {
        var tasks = Read(new Dictionary<string, string>(StringComparer.Ordinal) { ["BACKUP_SCHEDULER_ENABLED"] = "false", ["BACKUP_CLEANUP_SCHEDULE"] = "0 5 * * *" });
        Assert.All(tasks, x => Assert.False(x.Draft.Enabled));
        Assert.Equal("0 5 * * *", ((CronSchedule)tasks[2].Draft.Schedule!).Cron);
    }

    [Theory]
    [InlineData("BACKUP_SCHEDULER_ENABLED", "perhaps")]
    [InlineData("BACKUP_FULL_SCHEDULE", "every day")]
    public void What_makes_no_sense_is_told_by_the_name_of_the_variable(string variable, string value)
    {
        var error = Assert.Throws<TaskConfigurationException>(() => Read(new Dictionary<string, string>(StringComparer.Ordinal) { [variable] = value }));
        Assert.Contains(variable, error.Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<(string Id, TaskDraft Draft)> Read(Dictionary<string, string> variables) =>
        ConfiguredTasks.Read(variables.GetValueOrDefault, new TaskSettings { TimeZone = TimeZoneInfo.Utc });
}
