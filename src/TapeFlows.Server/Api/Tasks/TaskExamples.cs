namespace TapeFlows.Server.Api.Tasks;

/// <summary>What the description of the API shows. A test sends each of them.</summary>
internal static class TaskExamples
{
    public const string Task =
        """
        {
          "task_name": "nightly /home",
          "description": "What changed since the last full backup.",
          "schedule_type": "daily",
          "schedule_config": { "time": "02:00:00" },
          "time_zone": "Europe/Berlin",
          "action_type": "backup",
          "action_config": { "sources": ["/home"] },
          "priority": "normal",
          "retry_count": 3,
          "retry_interval": [60, 300, 900],
          "run_timeout": 28800,
          "on_missed": "run_once",
          "overlap": "skip",
          "conditions": { "min_free_disk": { "/tmp": 1000000 }, "window": { "from": "20:00:00", "to": "06:00:00" } }
        }
        """;

    public const string Change = """{ "schedule_type": "weekly", "schedule_config": { "day_of_week": [0, 2, 4], "time": "01:30:00" }, "priority": "high" }""";

    public const string Now = """{ "action_type": "backup", "action_config": { "sources": ["/home"] } }""";

    public const string Preview = """{ "schedule_type": "monthly", "schedule_config": { "day_of_month": 31, "time": "02:00:00" }, "time_zone": "Europe/Berlin", "count": 5 }""";
}
