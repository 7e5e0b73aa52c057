using System.Diagnostics;
using System.Text.Json.Nodes;
using TapeFlows.Scheduling.Host;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Store;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Tests.Tasks;

/// <summary>
/// Nodes are killed (SIGKILL) at random moments, also while they start, and started again, while tasks fire every second: each planned time has one run, and each run one workflow instance.
/// 3 kills on each database, two nodes on PostgreSQL; <c>TAPEFLOWS_FIRE_KILLS</c> says another number of kills, <c>TAPEFLOWS_FIRE_NODES</c> has so many nodes on PostgreSQL alone.
/// </summary>
public sealed class KilledTaskNodeTests(PostgresServer server) : IDisposable
{
    private static readonly int Kills = Setting("TAPEFLOWS_FIRE_KILLS") ?? 3;
    private readonly Databases _databases = new(server);

    public static TheoryData<string, int> Clusters { get; } = Setting("TAPEFLOWS_FIRE_NODES") is { } nodes ? new() { { "PostgreSQL", nodes } } : new() { { "SQLite", 1 }, { "PostgreSQL", 2 } };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _databases.Dispose();

    [Theory]
    [MemberData(nameof(Clusters))]
    public async Task No_planned_time_is_lost_and_none_runs_twice(string kind, int nodes)
    {
        var ledger = await _databases.CreateAsync(kind);
        var ids = await CreateTasksAsync(ledger);
        var random = new Random(4711);
        var running = Enumerable.Range(0, nodes).Select(_ => Launch(ledger)).ToList();
        try
        {
            for (var i = 0; i < Kills; i++)
            {
                var victim = random.Next(nodes);
                // One in four is killed on its way up.
                if (random.Next(4) > 0)
                    Assert.Equal("ready", await running[victim].SayAsync($"the start of node {victim} before kill {i}", TimeSpan.FromMinutes(10)));
                await Task.Delay(random.Next(100, 2000), Token);
                await running[victim].KillAndWaitAsync();
                running[victim].Dispose();
                running[victim] = Launch(ledger);
            }
        }
        finally
        {
            foreach (var node in running)
            {
                await node.KillAndWaitAsync();
                node.Dispose();
            }
        }

        await using var last = await new TaskNode(ledger, settings => settings.LostAfter = TimeSpan.FromSeconds(10)).StartAsync();
        foreach (var id in ids)
        {
            await Eventually.TrueAsync(async () => (await last.Desk.LogAsync(id, cancellationToken: Token)).Total > Kills, "runs of every task");
            await last.Desk.EnableAsync(id, enabled: false, Token);
        }

        await Eventually.TrueAsync(
            async () => (await last.Desk.StatusAsync(Token)) is { RunningExecutions.Count: 0, Queue.Count: 0 }, "every run over", async () => await last.Desk.StatusAsync(Token));
        var begun = await ledger.BegunAsync("probe");
        foreach (var id in ids)
            Check(await LogAsync(last, id), begun);
    }

    /// <summary>The planned times follow each other without a gap but for those that were missed, and every one that ran did so in one instance of its own.</summary>
    private static void Check(IReadOnlyList<Run> log, string[] begun)
    {
        Assert.True(log.Count > Kills, $"Only {log.Count} runs.");
        Assert.Equal(log.Count, log.Select(run => run.PlannedAt).Distinct().Count());
        Assert.Equal(log.Count, log.Select(run => run.ExecuteIndex).Distinct().Count());
        Assert.All(log, run => Assert.True(run.Status is RunStatus.Success or RunStatus.Skipped, $"{run.Status} {run.ErrorMessage}"));
        var instances = log.Where(run => run.Status == RunStatus.Success).Select(run => run.WorkflowInstanceId!).ToList();
        Assert.Equal(instances.Count, instances.Distinct(StringComparer.Ordinal).Count());
        Assert.Subset(begun.ToHashSet(StringComparer.Ordinal), instances.ToHashSet(StringComparer.Ordinal));
        foreach (var (one, next) in log.Zip(log.Skip(1)))
        {
            // After a gap comes one that was missed, or the first after it.
            var isNext = next.PlannedAt - one.PlannedAt == TimeSpan.FromSeconds(1);
            Assert.True(isNext || one.Trigger == RunTrigger.Missed, $"Between {one.PlannedAt:T} ({one.Trigger}) and {next.PlannedAt:T} ({next.Trigger}) nothing fired.");
        }
    }

    private async Task<List<string>> CreateTasksAsync(Ledger ledger)
    {
        await using var node = await new TaskNode(ledger).StartAsync();
        var ids = new List<string>();
        foreach (var milliseconds in new[] { 1, 300 })
        {
            var draft = new TaskDraft
            {
                Name = $"every second, {milliseconds} ms",
                ActionType = ActionType.Custom,
                Procedure = ProbeWorkflow.Definition,
                Schedule = new CronSchedule("* * * * * *"),
                ActionConfig = new JsonObject { ["Behaviour"] = milliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture) },
                Retries = [],
                Conditions = null,
            };
            ids.Add((await node.Desk.CreateAsync(draft, Token)).Id);
        }

        return ids;
    }

    private static async Task<IReadOnlyList<Run>> LogAsync(TaskNode node, string id)
    {
        const int Page = 1000;
        var log = new List<Run>();
        while ((await node.Desk.LogAsync(id, Page, log.Count, Token)).Items is { Count: > 0 } page)
            log.AddRange(page);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills: {log.Count} planned times of {log[0].TaskName}, {log.Count(run => run.Status == RunStatus.Success)} ran, {log.Count(run => run.Status == RunStatus.Skipped)} were missed.");
        return [.. log.OrderBy(run => run.PlannedAt)];
    }

    private static int? Setting(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), System.Globalization.CultureInfo.InvariantCulture, out var value) ? value : null;

    private static Process Launch(Ledger ledger)
    {
        var dotnet = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        return Process.Start(new ProcessStartInfo(dotnet, [typeof(TaskNode).Assembly.Location, ledger.ConnectionString, "tasks"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
    }
}
