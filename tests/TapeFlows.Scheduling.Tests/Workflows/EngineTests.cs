using Elsa.Extensions;
using Elsa.Persistence.EFCore.Extensions;
using Elsa.Persistence.EFCore.Modules.Management;
using Elsa.Persistence.EFCore.Modules.Runtime;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Filters;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TapeFlows.Scheduling.Host;
using TapeFlows.Testing;

namespace TapeFlows.Scheduling.Tests.Workflows;

/// <summary>The recorded definitions on the embedded engine with Quartz behind it, in one database.</summary>
public sealed class EngineTests(PostgresServer server) : IDisposable
{
    private readonly Databases _databases = new(server);

    public void Dispose() => _databases.Dispose();

    [Theory]
    [InlineData("SQLite")]
    [InlineData("PostgreSQL")]
    public async Task A_delay_resumes_in_the_next_life_of_the_host_and_leaves_the_recorded_journal(string kind)
    {
        var ledger = await _databases.CreateAsync(kind);
        string id;
        using (var host = await StartAsync(ledger))
        {
            await PublishAsync(host, "delay");
            id = await CallAsync<IWorkflowStarter, string>(host, async x => (await x.StartWorkflowAsync(new StartWorkflowRequest { WorkflowDefinitionHandle = WorkflowDefinitionHandle.ByDefinitionId("delay") })).WorkflowInstanceId!);
            Assert.Equal(Recorded("delay.suspended"), await JournalAsync(host, id));
            await host.StopAsync(TestContext.Current.CancellationToken);
        }

        using var next = await StartAsync(ledger);
        await Eventually.TrueAsync(() => IsFinishedAsync(next, id), "the delay resumes");
        Assert.Equal(Recorded("delay.final"), await JournalAsync(next, id));
        await Eventually.TrueAsync(async () => (await ledger.ReadAsync("SELECT trigger_name FROM qrtz_triggers")).Count == 0, "nothing is left in the schedule");
        await next.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("SQLite", "timer-trigger")]
    [InlineData("PostgreSQL", "cron-trigger")]
    public async Task A_trigger_starts_its_workflow_until_it_is_unpublished(string kind, string definition)
    {
        var ledger = await _databases.CreateAsync(kind);
        using var host = await StartAsync(ledger);
        var published = await PublishAsync(host, definition);
        await PublishAsync(host, definition);
        Assert.Single(await ledger.ReadAsync("SELECT trigger_name FROM qrtz_triggers"));

        await Eventually.TrueAsync(async () => (await InstancesAsync(host, definition)).Any(x => x.SubStatus == WorkflowSubStatus.Finished), "the first start");
        var instance = (await InstancesAsync(host, definition)).First(x => x.SubStatus == WorkflowSubStatus.Finished);
        Assert.Equal(Recorded(definition), await JournalAsync(host, instance.Id));

        await CallAsync<ITriggerIndexer, bool>(host, async x =>
        {
            await x.DeleteTriggersAsync(new TriggerFilter { WorkflowDefinitionId = published.DefinitionId });
            return true;
        });
        Assert.Empty(await ledger.ReadAsync("SELECT trigger_name FROM qrtz_triggers"));
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<IHost> StartAsync(Ledger ledger)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddElsa(elsa =>
        {
            if (ledger.IsPostgres)
            {
                elsa.UseWorkflowManagement(x => x.UseEntityFrameworkCore(ef => ef.UsePostgreSql(ledger.ConnectionString)));
                elsa.UseWorkflowRuntime(x => x.UseEntityFrameworkCore(ef => ef.UsePostgreSql(ledger.ConnectionString)));
                elsa.UseScheduling(x => x.UseQuartzScheduler(q => q.UsePostgreSql(ledger.ConnectionString)));
            }
            else
            {
                elsa.UseWorkflowManagement(x => x.UseEntityFrameworkCore(ef => ef.UseSqlite(ledger.ConnectionString)));
                elsa.UseWorkflowRuntime(x => x.UseEntityFrameworkCore(ef => ef.UseSqlite(ledger.ConnectionString)));
                elsa.UseScheduling(x => x.UseQuartzScheduler(q => q.UseSqlite(ledger.ConnectionString)));
            }
        });
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    private static async Task<WorkflowDefinition> PublishAsync(IHost host, string name)
    {
        var json = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "TestData", $"{name}.json"), TestContext.Current.CancellationToken);
        var model = host.Services.GetRequiredService<IActivitySerializer>().Deserialize<WorkflowDefinitionModel>(json)!;
        var definition = new WorkflowDefinition
        {
            Id = model.Id,
            DefinitionId = model.DefinitionId,
            Version = 1,
            IsLatest = true,
            IsPublished = true,
            Options = new WorkflowOptions(),
            StringData = host.Services.GetRequiredService<IActivitySerializer>().Serialize(model.Root!),
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        await CallAsync<IWorkflowDefinitionStore, bool>(host, async x =>
        {
            await x.SaveAsync(definition);
            return true;
        });
        await CallAsync<ITriggerIndexer, object>(host, async x => await x.IndexTriggersAsync(definition));
        return definition;
    }

    private static async Task<TResult> CallAsync<T, TResult>(IHost host, Func<T, Task<TResult>> call) where T : notnull
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<T>());
    }

    private static Task<List<WorkflowInstance>> InstancesAsync(IHost host, string definition) =>
        CallAsync<IWorkflowInstanceStore, List<WorkflowInstance>>(host, async x => (await x.FindManyAsync(new WorkflowInstanceFilter { DefinitionId = definition })).ToList());

    private static Task<bool> IsFinishedAsync(IHost host, string id) =>
        CallAsync<IWorkflowInstanceStore, bool>(host, async x => (await x.FindAsync(new WorkflowInstanceFilter { Id = id }))?.SubStatus == WorkflowSubStatus.Finished);

    private static Task<string[]> JournalAsync(IHost host, string id) => CallAsync<IWorkflowExecutionLogStore, string[]>(host, async x =>
        (await x.FindManyAsync(new WorkflowExecutionLogRecordFilter { WorkflowInstanceId = id }, Elsa.Common.Models.PageArgs.All)).Items
            .OrderBy(entry => entry.Sequence)
            .Select(entry => $"{entry.Sequence} {entry.EventName} {entry.ActivityNodeId} {entry.ActivityType}")
            .ToArray());

    private static string[] Recorded(string name) => File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "TestData", $"{name}.journal.txt"));
}
