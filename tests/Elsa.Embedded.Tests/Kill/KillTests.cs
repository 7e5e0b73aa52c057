using System.Diagnostics;
using System.Globalization;
using Elsa.Alterations.Core.Contracts;
using Elsa.Alterations.Core.Enums;
using Elsa.Alterations.Core.Filters;
using Elsa.Embedded.Tests.Persistence;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Microsoft.Extensions.DependencyInjection;
using TapeFlows.Testing;

namespace Elsa.Embedded.Tests.Kill;

/// <summary>
/// Nodes are killed (SIGKILL) again and again at random moments while they work. In the end everything that was accepted is done, each committed execution changed the world
/// once, and each bookmark was resumed once. ELSA_KILLS says how many kills; ten by default.
/// </summary>
public abstract class KillContract(TestStorage storage, string database, int nodes) : IAsyncLifetime
{
    private static readonly int Kills = int.Parse(Environment.GetEnvironmentVariable("ELSA_KILLS") ?? "10", CultureInfo.InvariantCulture);
    private readonly string _folder = Directory.CreateTempSubdirectory("elsa-kill-").FullName;
    private readonly Random _random = new(Environment.TickCount);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Where the nodes keep what they store.</summary>
    protected abstract string ConnectionString { get; }

    public ValueTask InitializeAsync() => storage.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await storage.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Whatever_is_killed_what_was_accepted_is_done_and_nothing_committed_is_done_twice()
    {
        await KillAgainAndAgainAsync(Kills);
        await CheckAsync();
    }

    [Fact]
    public async Task Whatever_is_killed_each_job_of_a_plan_ends_once_and_the_plan_with_the_last()
    {
        await KillAgainAndAgainAsync(Math.Max(1, Kills / 2), "plans");

        await using var node = storage.CreateNode();
        var accepted = Lines("plans");
        var steps = Lines("steps").ToLookup(x => x.Split(' ')[^1], StringComparer.Ordinal);
        Assert.NotEmpty(accepted);
        foreach (var planId in accepted)
            await CheckPlanAsync(node, planId, steps);
    }

    private async Task KillAgainAndAgainAsync(int kills, params string[] work)
    {
        var processes = Enumerable.Range(0, nodes).Select(_ => Start(int.MaxValue, work)).ToList();
        for (var kill = 0; kill < kills; kill++)
        {
            var victim = _random.Next(nodes);
            await processes[victim].SayAsync($"the first line of process {victim}");
            await Task.Delay(_random.Next(20, 900), Token);
            await KillAsync(processes[victim]);
            processes[victim] = Start(int.MaxValue, work);
        }

        foreach (var process in processes)
            await KillAsync(process);
        using var last = Start(0, work);
        var output = await last.StandardOutput.ReadToEndAsync(Token).Within("the report of the last process");
        Assert.Contains("done", output, StringComparison.Ordinal);
    }

    private Process Start(int target, string[] work)
    {
        string[] arguments = [.. work, database, ConnectionString, _folder, target.ToString(CultureInfo.InvariantCulture)];
        var host = Path.Combine(AppContext.BaseDirectory, "Elsa.Embedded.Host");
        return Process.Start(new ProcessStartInfo(host, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
    }

    private static async Task KillAsync(Process process)
    {
        process.Kill();
        await process.EndAsync("a process that was killed");
        process.Dispose();
    }

    private List<string> Lines(string file) => Directory.GetFiles(_folder, file + ".*").SelectMany(File.ReadAllLines).ToList();

    private async Task CheckAsync()
    {
        await using var node = storage.CreateNode();
        var instances = (await node.GetRequiredService<IWorkflowInstanceStore>().FindManyAsync(new WorkflowInstanceFilter(), Token)).ToDictionary(x => x.Id, StringComparer.Ordinal);
        var accepted = Lines("accepted");
        Assert.NotEmpty(accepted);
        Assert.All(accepted, id => Assert.Equal(WorkflowSubStatus.Finished, instances.GetValueOrDefault(id)?.SubStatus));
        Assert.All(instances.Values, x => Assert.Equal(WorkflowSubStatus.Finished, x.SubStatus));

        var steps = Lines("steps").ToLookup(x => x.Split(' ')[^1], StringComparer.Ordinal);
        foreach (var instance in instances.Values)
            await CheckAsync(node, instance, steps);
        Assert.DoesNotContain(Lines("resumed").GroupBy(x => x, StringComparer.Ordinal), x => x.Count() > 1);
        Assert.Empty(await node.GetRequiredService<IBookmarkStore>().FindManyAsync(new BookmarkFilter(), Token));
    }

    private static async Task CheckAsync(IServiceProvider node, WorkflowInstance instance, ILookup<string, string> steps)
    {
        var records = await node.GetRequiredService<IActivityExecutionStore>().FindManyAsync(new ActivityExecutionRecordFilter { WorkflowInstanceId = instance.Id }, Token);
        var done = records.Where(x => x.ActivityType.StartsWith("Doomed.", StringComparison.Ordinal) && x.Status == ActivityStatus.Completed).ToList();
        Assert.Equal(Expected(instance), done.Select(x => x.ActivityId).Order(StringComparer.Ordinal));
        Assert.All(done, x => CheckSteps(x, steps));
    }

    // One instance of each plan was over before and cannot be changed.
    private static async Task CheckPlanAsync(IServiceProvider node, string planId, ILookup<string, string> steps)
    {
        var plan = await node.GetRequiredService<IAlterationPlanStore>().FindAsync(new AlterationPlanFilter { Id = planId }, Token);
        var jobs = (await node.GetRequiredService<IAlterationJobStore>().FindManyAsync(new AlterationJobFilter { PlanId = planId }, Token)).ToList();
        Assert.Equal(AlterationPlanStatus.Completed, plan!.Status);
        Assert.Equal(10, jobs.Select(x => x.WorkflowInstanceId).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(AlterationJobStatus.Failed, Assert.Single(jobs, x => x.Status != AlterationJobStatus.Completed).Status);
        Assert.All(jobs, x => Assert.Single(x.Log!));
        foreach (var job in jobs.Where(x => x.Status == AlterationJobStatus.Completed))
        {
            var filter = new ActivityExecutionRecordFilter { WorkflowInstanceId = job.WorkflowInstanceId, ActivityId = "after" };
            var done = Assert.Single(await node.GetRequiredService<IActivityExecutionStore>().FindManyAsync(filter, Token));
            Assert.Equal(ActivityStatus.Completed, done.Status);
            CheckSteps(done, steps);
        }
    }

    // The resumed execution may have been taken up once more before it was committed: its identity is older than the burst.
    private static void CheckSteps(ActivityExecutionRecord record, ILookup<string, string> steps)
    {
        var count = steps[record.Id].Count();
        if (record.ActivityId == "pause")
            Assert.True(count >= 1, $"The committed {record.ActivityId} of {record.WorkflowInstanceId} left no trace.");
        else
            Assert.True(count == 1, $"The committed {record.ActivityId} of {record.WorkflowInstanceId} left {count} traces.");
    }

    private static string[] Expected(WorkflowInstance instance) => instance.DefinitionId == "doomed" ? ["p1", "p2", "p3", "pause"] : ["c1", "c2"];
}

public sealed class SqliteKillTests : KillContract
{
    private readonly SqliteTestStorage _storage;

    public SqliteKillTests() : this(new SqliteTestStorage())
    {
    }

    private SqliteKillTests(SqliteTestStorage storage) : base(storage, "sqlite", nodes: 1) => _storage = storage;

    protected override string ConnectionString => _storage.ConnectionString;
}

public sealed class PostgreSqlKillTests : KillContract
{
    private readonly PostgreSqlTestStorage _storage;

    public PostgreSqlKillTests(PostgresServer server) : this(new PostgreSqlTestStorage(server))
    {
    }

    private PostgreSqlKillTests(PostgreSqlTestStorage storage) : base(storage, "postgresql", nodes: 2) => _storage = storage;

    protected override string ConnectionString => _storage.ConnectionString;
}
