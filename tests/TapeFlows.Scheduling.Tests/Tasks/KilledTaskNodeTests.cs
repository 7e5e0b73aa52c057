using System.Diagnostics;
using System.Text.Json.Nodes;
using TapeFlows.Scheduling.Host;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Schedules;
using TapeFlows.Scheduling.Store;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Testing;

namespace TapeFlows.Scheduling.Tests.Tasks;

/// <summary>Nodes are killed (SIGKILL) at random moments while tasks fire every second: each planned time has one run, and each run one workflow instance.</summary>
public sealed class KilledTaskNodeTests(PostgresServer server) : IDisposable
{
    // TAPEFLOWS_KILLS=200 for the long form.
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("TAPEFLOWS_KILLS"), System.Globalization.CultureInfo.InvariantCulture, out var kills) ? kills : 4;

    private readonly Databases _databases = new(server);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _databases.Dispose();

    [Theory]
    [InlineData("SQLite", 1)]
    [InlineData("PostgreSQL", 2)]
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
                await ReadyAsync(running[victim]);
                await Task.Delay(random.Next(500, 3000), Token);
                running[victim].Kill();
                await running[victim].WaitForExitAsync(Token);
                running[victim].Dispose();
                running[victim] = Launch(ledger);
            }
        }
        finally
        {
            foreach (var node in running)
            {
                node.Kill();
                await node.WaitForExitAsync(CancellationToken.None);
                node.Dispose();
            }
        }

        await using var last = await new TaskNode(ledger, settings => settings.LostAfter = TimeSpan.FromSeconds(10)).StartAsync();
        foreach (var id in ids)
        {
            await Eventually.TrueAsync(async () => (await last.Desk.LogAsync(id, cancellationToken: Token)).Total > Kills, "runs of every task", seconds: 120);
            await last.Desk.EnableAsync(id, enabled: false, Token);
        }

        await Eventually.TrueAsync(async () => (await last.Desk.StatusAsync(Token)) is { RunningExecutions.Count: 0, Queue.Count: 0 }, "every run over", seconds: 120);
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

    private static async Task<IReadOnlyList<Run>> LogAsync(TaskNode node, string id) => [.. (await node.Desk.LogAsync(id, 1000, cancellationToken: Token)).Items.OrderBy(run => run.PlannedAt)];

    private static async Task ReadyAsync(Process node)
    {
        if (node.StandardOutput.Peek() != -1 || !node.HasExited)
            Assert.Equal("ready", await node.StandardOutput.ReadLineAsync(Token));
    }

    private static Process Launch(Ledger ledger)
    {
        var dotnet = Environment.ProcessPath is { } path && Path.GetFileNameWithoutExtension(path) == "dotnet" ? path : "dotnet";
        return Process.Start(new ProcessStartInfo(dotnet, [typeof(TaskNode).Assembly.Location, ledger.ConnectionString, "tasks"]) { RedirectStandardOutput = true, UseShellExecute = false })!;
    }
}
