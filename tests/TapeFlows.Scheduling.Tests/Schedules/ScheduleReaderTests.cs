using System.Text.Json;
using TapeFlows.Scheduling.Schedules;

namespace TapeFlows.Scheduling.Tests.Schedules;

public sealed class ScheduleReaderTests
{
    [Theory]
    [InlineData("once", """{"datetime":"2026-12-25 14:30:00"}""")]
    [InlineData("interval", """{"interval":30,"unit":"minutes"}""")]
    [InlineData("daily", """{"time":"02:00:00"}""")]
    [InlineData("weekly", """{"day_of_week":6,"time":"03:00:00"}""")]
    [InlineData("weekly", """{"day_of_week":[0,2,4],"time":"03:00:00"}""")]
    [InlineData("monthly", """{"day_of_month":31,"time":"02:00:00"}""")]
    [InlineData("monthly", """{"day_of_month":-1,"time":"02:00:00"}""")]
    [InlineData("yearly", """{"month":2,"day":29,"time":"02:00:00"}""")]
    [InlineData("cron", """{"cron":"0 2,14 * * *"}""")]
    [InlineData("cron", """{"cron":"@daily"}""")]
    public void What_the_documentation_shows_is_read_and_written_back(string type, string config)
    {
        var schedule = ScheduleReader.Read(type, config);
        Assert.Equal(type, schedule.Type);
        Assert.Equal(config, schedule.ToConfig().ToJsonString());
        Assert.Equal(schedule, ScheduleReader.Read(type, schedule.ToConfig().ToJsonString()));
    }

    [Theory]
    [InlineData("hourly", "{}", "schedule_type")]
    [InlineData(null, "{}", "schedule_type")]
    [InlineData("daily", "[]", "schedule_config")]
    [InlineData("daily", "{}", "schedule_config.time")]
    [InlineData("daily", """{"time":"25:00"}""", "schedule_config.time")]
    [InlineData("daily", """{"time":2}""", "schedule_config.time")]
    [InlineData("daily", """{"time":"02:00","timezone":"UTC"}""", "schedule_config.timezone")]
    [InlineData("once", """{"datetime":"2026-02-30 00:00:00"}""", "schedule_config.datetime")]
    [InlineData("once", """{"datetime":"tomorrow"}""", "schedule_config.datetime")]
    [InlineData("interval", """{"interval":0,"unit":"minutes"}""", "schedule_config.interval")]
    [InlineData("interval", """{"interval":1.5,"unit":"hours"}""", "schedule_config.interval")]
    [InlineData("interval", """{"interval":2147483647,"unit":"days"}""", "schedule_config.interval")]
    [InlineData("interval", """{"interval":1,"unit":"weeks"}""", "schedule_config.unit")]
    [InlineData("weekly", """{"day_of_week":7,"time":"03:00"}""", "schedule_config.day_of_week")]
    [InlineData("weekly", """{"day_of_week":[],"time":"03:00"}""", "schedule_config.day_of_week")]
    [InlineData("monthly", """{"day_of_month":0,"time":"03:00"}""", "schedule_config.day_of_month")]
    [InlineData("monthly", """{"day_of_month":32,"time":"03:00"}""", "schedule_config.day_of_month")]
    [InlineData("yearly", """{"month":13,"day":1,"time":"03:00"}""", "schedule_config.month")]
    [InlineData("yearly", """{"month":4,"day":31,"time":"03:00"}""", "schedule_config.day")]
    [InlineData("cron", """{"cron":"0 2 * *"}""", "schedule_config.cron")]
    [InlineData("cron", """{"cron":"61 2 * * *"}""", "schedule_config.cron")]
    [InlineData("cron", """{"cron":""}""", "schedule_config.cron")]
    [InlineData("cron", """{"cron":5}""", "schedule_config.cron")]
    [InlineData("cron", """{"cron":"CRON_TZ=Europe/Berlin 0 2 * * *"}""", "schedule_config.cron")]
    public void What_makes_no_sense_is_refused_by_the_name_of_the_field(string? type, string config, string field)
    {
        using var json = JsonDocument.Parse(config);
        var errors = new List<FieldError>();
        Assert.Null(ScheduleReader.Read(type, json.RootElement, errors));
        Assert.Equal(field, Assert.Single(errors).Field);
    }

    [Fact]
    public void Every_wrong_field_is_told_at_once()
    {
        using var json = JsonDocument.Parse("""{"month":0,"day":"first"}""");
        var errors = new List<FieldError>();
        Assert.Null(ScheduleReader.Read("yearly", json.RootElement, errors));
        Assert.Equal(["schedule_config.month", "schedule_config.day", "schedule_config.time"], errors.Select(x => x.Field));
    }
}
