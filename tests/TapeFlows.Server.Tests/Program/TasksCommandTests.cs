using System.Text.Json;

namespace TapeFlows.Server.Tests.Program;

/// <summary>Tasks by the real program: on a data folder, and of a running server.</summary>
public sealed class TasksCommandTests : IDisposable
{
    private readonly Tapeflows _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task Tasks_that_were_made_without_a_server_are_run_and_followed_with_one()
    {
        var source = _program.MakeSource("files", ("a", 1000), ("b", 2000));
        var made = _program.Run("tasks", "add", "nightly", "--daily", "02:00", "--time-zone", "Europe/Berlin", "--input", $"sources={source}", "--json").WithCode(0).Json;
        Assert.Equal(("nightly", "daily", "Europe/Berlin", "full-backup"), (Text(made, "task_name"), Text(made, "schedule_type"), Text(made, "time_zone"), Text(made, "procedure")));
        Assert.Contains("already", _program.Run("tasks", "add", "nightly").WithCode(2).Error, StringComparison.Ordinal);
        var changed = _program.Run("tasks", "change", "nightly", "--weekly", "sat,sun@03:00", "--priority", "high", "--json").WithCode(0).Json;
        Assert.Equal("""{"day_of_week":[5,6],"time":"03:00:00"}""", JsonSerializer.Serialize(changed.GetProperty("schedule_config")));
        Assert.Contains("Sat,Sun 03:00:00", _program.Run("tasks", "list").WithCode(0).Output, StringComparison.Ordinal);
        var status = _program.Run("status").WithCode(0).Output;
        Assert.Contains("No server works with this data folder", status, StringComparison.Ordinal);
        Assert.Matches("Next run.*Task", status);
        Assert.Contains("nightly", status, StringComparison.Ordinal);
        Assert.Equal("inactive", Text(_program.Run("tasks", "disable", Text(made, "id"), "--json").WithCode(0).Json, "status"));

        await using var served = await Served.StartAsync(_program);
        var address = served.Client.BaseAddress!.ToString();
        string[] server = ["--server", address, "--api-key-file", await KeyFileAsync(served)];
        Assert.Equal("nightly", Text(_program.Run(["tasks", "list", "--json", .. server]).WithCode(0).Json[0], "task_name"));
        Assert.Equal("active", Text(_program.Run(["tasks", "enable", "nightly", "--json", .. server]).WithCode(0).Json, "status"));
        Assert.Contains("A server works with this data folder", _program.Run("status").WithCode(0).Output, StringComparison.Ordinal);
        Assert.True(_program.Run("status", "--json").WithCode(0).Json.GetProperty("running").GetBoolean());
        var after = _program.Run(["tasks", "add", "after", "--after", "nightly", "--input", $"sources={source}", "--json", .. server]).WithCode(0).Json;
        Assert.Equal(Text(made, "id"), Text(Assert.Single(after.GetProperty("depends_on").EnumerateArray()), "task_id"));
        _program.Run(["tasks", "remove", "after", .. server]).WithCode(0);
        var run = Text(_program.Run(["tasks", "run", "nightly", "--json", .. server]).WithCode(0).Json, "execution_id");
        var followed = _program.Run(["follow", run, "--json", .. server]).WithCode(0);
        Assert.Equal("success", Text(followed.Json, "status"));
        Assert.Contains("write", followed.Error, StringComparison.Ordinal);
        // The data folder says the same without its server being asked, of the run and of its tape work.
        var seen = _program.Run("follow", run, "--json").WithCode(0);
        Assert.Equal(("success", run), (Text(seen.Json, "status"), Text(seen.Json, "execution_id")));
        Assert.Contains("write", seen.Error, StringComparison.Ordinal);
        Assert.Contains("neither a run nor an operation", _program.Run(["follow", Guid.Empty.ToString(), .. server]).WithCode(64).Error, StringComparison.Ordinal);
        Assert.Contains("neither a run nor an operation", _program.Run("follow", Guid.Empty.ToString()).WithCode(64).Error, StringComparison.Ordinal);
        Assert.Equal(run, Text(_program.Run(["tasks", "logs", "nightly", "--json", .. server]).WithCode(0).Json[0], "execution_id"));
        Assert.Contains("neither runs nor waits", _program.Run(["tasks", "stop", "nightly", .. server]).WithCode(2).Error, StringComparison.Ordinal);
        // With it count the triggers inside workflows that ship, as in the list.
        Assert.Matches("[0-9]+ tasks, [0-9]+ enabled", _program.Run(["status", .. server]).WithCode(0).Output);
        Assert.Contains("no such input", _program.Run(["tasks", "change", "nightly", "--input", "colour=red", .. server]).WithCode(2).Error, StringComparison.Ordinal);
        Assert.Contains("API key", _program.Run("tasks", "list", "--server", address).WithCode(2).Error, StringComparison.Ordinal);
        _program.Run(["tasks", "remove", "nightly", .. server]).WithCode(0);
        // What is left are triggers inside workflows that ship.
        Assert.All(_program.Run(["tasks", "list", "--json", .. server]).WithCode(0).Json.EnumerateArray(), task => Assert.Equal("workflow", Text(task, "origin")));
    }

    [Fact]
    public void A_task_is_taken_from_a_file_and_options_win()
    {
        var file = Path.Combine(_program.Home, "task.json");
        File.WriteAllText(file, """{ "task_name": "from a file", "schedule_type": "daily", "schedule_config": { "time": "02:00" }, "action_config": { "sources": ["/a"] }, "conditions": null }""");
        var made = _program.Run("tasks", "add", "--from", file, "--cron", "0 4 * * *", "--disabled", "--json").WithCode(0).Json;
        Assert.Equal(("from a file", "cron", "inactive"), (Text(made, "task_name"), Text(made, "schedule_type"), Text(made, "status")));
        Assert.Equal(JsonValueKind.Null, made.GetProperty("conditions").ValueKind);
        var waits = _program.Run("tasks", "run", "from a file", "--json").WithCode(0);
        Assert.Contains("tapeflows serve", waits.Error, StringComparison.Ordinal);
        Assert.Equal("pending", Text(_program.Run("tasks", "logs", "--json").WithCode(0).Json[0], "status"));
        _program.Run("tasks", "stop", "from a file").WithCode(0);
        Assert.Equal("cancelled", Text(_program.Run("tasks", "logs", "--json").WithCode(0).Json[0], "status"));
    }

    [Theory]
    [InlineData("--monthly last@02:00", "02:00:00")]
    [InlineData("--yearly 02-29@02:00", "02:00:00")]
    [InlineData("--every 30m", "")]
    [InlineData("--once 2099-12-25T14:30", "2099-12-25 14:30:00")]
    public void The_next_times_of_a_schedule_are_shown(string schedule, string expected) =>
        Assert.Contains(expected, _program.Run(["tasks", "preview", .. schedule.Split(' '), "--count", "2", "--time-zone", "UTC"]).WithCode(0).Output, StringComparison.Ordinal);

    private async Task<string> KeyFileAsync(Served served)
    {
        var (status, session) = await served.SendAsync(HttpMethod.Post, "/api/auth/login", new { username = "admin", password = Tapeflows.Password });
        Assert.True(status == 200, session);
        var token = JsonDocument.Parse(session).RootElement.GetProperty("access_token").GetString()!;
        var (_, key) = await served.SendAsync(HttpMethod.Post, "/api/auth/keys", new { name = "tests", role = "operator", editor = true }, ("Authorization", $"Bearer {token}"));
        var file = Path.Combine(_program.Home, "key");
        File.WriteAllText(file, JsonDocument.Parse(key).RootElement.GetProperty("secret").GetString() + "\n");
        return file;
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;
}
