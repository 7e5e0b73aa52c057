using System.Text.Json;
using TapeFlows.Server.Composition;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Tests.Program;

/// <summary>What starts by itself, and what a call starts, in a server as it ships.</summary>
public sealed class ShippedTriggerTests : IDisposable
{
    private readonly Tapeflows _program = new();

    public void Dispose() => _program.Dispose();

    [Fact]
    public async Task Backups_start_by_a_call_of_somebody_who_may_and_the_house_looks_after_itself()
    {
        var source = _program.MakeSource("source", ("a", 1000));
        Directory.CreateDirectory(_program.Data);
        SettingsFile.Write(new DataFolder(_program.Data), new Settings { Backup = new BackupSettings { Sources = [source] } });
        await using var served = await Served.StartAsync(_program);
        var admin = await SignInAsync(served, "admin");
        Assert.Equal(201, (await served.SendAsync(HttpMethod.Post, "/api/auth/users", new { username = "vera", password = Tapeflows.Password, role = "viewer" }, admin)).Status);
        var viewer = await SignInAsync(served, "vera");

        // Of what starts by itself everybody can see when.
        var tasks = JsonDocument.Parse((await served.SendAsync(HttpMethod.Get, "/api/scheduler/tasks?page_size=100", null, viewer)).Body).RootElement.GetProperty("tasks").EnumerateArray()
            .Where(task => task.GetProperty("origin").GetString() == "workflow" && task.GetProperty("next_run_time").ValueKind == JsonValueKind.String).Select(task => task.GetProperty("task_name").GetString()!).ToList();
        foreach (var name in (string[])["Backup report", "Cleanup", "Health check", "Monthly full backup", "Retention check"])
            Assert.Contains(tasks, task => task.StartsWith(name, StringComparison.Ordinal));
        var all = await ReadAsync(served, "/api/scheduler/tasks", viewer);
        var state = await ReadAsync(served, "/api/scheduler/status", viewer);
        Assert.Equal(all.GetProperty("total").GetInt32(), state.GetProperty("total_tasks").GetInt32());
        var node = Assert.Single(state.GetProperty("nodes").EnumerateArray()).GetProperty("id").GetString();
        Assert.Equal(ServedNode.NameIn(new Settings()), node);

        foreach (var kind in (string[])["full", "differential", "incremental"])
        {
            Assert.Equal(401, (await served.SendAsync(HttpMethod.Post, $"/workflows/backup/{kind}", new { })).Status);
            Assert.Equal(403, (await served.SendAsync(HttpMethod.Post, $"/workflows/backup/{kind}", new { }, viewer)).Status);
        }

        Assert.Equal((202, """{"accepted":true}"""), await served.SendAsync(HttpMethod.Post, "/workflows/backup/full", new { }, admin));
        await WaitForSetsAsync(served, admin, 1);
        var run = Assert.Single((await ReadAsync(served, "/api/scheduler/logs", viewer)).GetProperty("logs").EnumerateArray(), run => run.GetProperty("trigger").GetString() == "http");
        Assert.Equal(node, run.GetProperty("node").GetString());
        Assert.Equal("success", (await WaitForRunAsync(served, viewer, run.GetProperty("execution_id").GetString()!)).GetProperty("status").GetString());
        var notice = Assert.Single((await ReadAsync(served, "/api/operator/messages", admin)).GetProperty("messages").EnumerateArray());
        Assert.Equal("Full backup finished", notice.GetProperty("subject").GetString());
        Assert.Matches("^Set [-0-9a-f]{36}, full: [0-9]+ entries, [0-9.]+ [KM]?i?B, on TF0001L8.$", notice.GetProperty("text").GetString());
        Assert.Equal(202, (await served.SendAsync(HttpMethod.Post, "/workflows/backup/incremental", new { sources = new[] { source } }, admin)).Status);
        Assert.Equal(["incremental", "full"], (await WaitForSetsAsync(served, admin, 2)).Select(set => set.GetProperty("type").GetString()));
    }

    private static async Task<(string Name, string Value)> SignInAsync(Served served, string user)
    {
        var (status, body) = await served.SendAsync(HttpMethod.Post, "/api/auth/login", new { username = user, password = Tapeflows.Password });
        Assert.Equal(200, status);
        return ("Authorization", "Bearer " + JsonDocument.Parse(body).RootElement.GetProperty("access_token").GetString());
    }

    private static Task<JsonElement> WaitForRunAsync(Served served, (string Name, string Value) caller, string id) => Eventually.HasAsync(
        async () => (await ReadAsync(served, "/api/scheduler/logs", caller)).GetProperty("logs").EnumerateArray().Single(run => run.GetProperty("execution_id").GetString() == id),
        run => run.GetProperty("completed_at").ValueKind == JsonValueKind.String,
        "the end of the run");

    private static async Task<JsonElement> ReadAsync(Served served, string route, (string Name, string Value) caller) =>
        JsonDocument.Parse((await served.SendAsync(HttpMethod.Get, route, null, caller)).Body).RootElement;

    private static async Task<List<JsonElement>> WaitForSetsAsync(Served served, (string Name, string Value) caller, int count)
    {
        var body = await Eventually.HasAsync(async () => (await served.SendAsync(HttpMethod.Get, "/api/backup/sets", null, caller)).Body, body => Complete(body).Count == count, $"{count} complete sets");
        return Complete(body);

        static List<JsonElement> Complete(string body) =>
            [.. JsonDocument.Parse(body).RootElement.GetProperty("sets").EnumerateArray().Where(set => set.GetProperty("state").GetString() == "complete")];
    }
}
