using Elsa.Extensions;
using Elsa.Persistence.EFCore.Extensions;
using Elsa.Persistence.EFCore.Modules.Management;
using Elsa.Persistence.EFCore.Modules.Runtime;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Activities.Flowchart.Attributes;
using Elsa.Workflows.Attributes;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;
using TapeFlows.Activities.Operations;
using TapeFlows.Activities.Runs;
using TapeFlows.Catalog;
using TapeFlows.Operations;

namespace TapeFlows.Activities.Tests.Operations;

/// <summary>Steps that wait for durable operations, on the whole engine with its database.</summary>
public sealed class OperationActivityTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tapeflows-steps-");

    [Fact]
    public async Task A_workflow_waits_for_its_operations_and_goes_on_when_they_end()
    {
        var work = new Work();
        using var host = await StartAsync(work);
        var instance = await BeginAsync(host);
        await UntilAsync(host, instance, WorkflowStatus.Finished);
        // That an end was told is stored behind the telling.
        await EventuallyAsync(async () =>
        {
            var operations = await host.Services.GetRequiredService<IOperations>().ListAsync(new OperationQuery { Run = instance });
            return operations.Count == 3 && operations.All(operation => operation.DeliveredAt is not null);
        });
        Assert.Equal(3, work.Count);
        await host.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_end_that_was_not_told_when_the_process_stopped_is_told_by_the_next_one_and_telling_it_again_does_nothing()
    {
        var work = new Work { IsTold = false };
        string instance;
        using (var first = await StartAsync(work))
        {
            instance = await BeginAsync(first);
            await EventuallyAsync(() => Task.FromResult(work.Count == 1));
            await first.StopAsync(TestContext.Current.CancellationToken);
        }

        work.IsTold = true;
        using var next = await StartAsync(work);
        await UntilAsync(next, instance, WorkflowStatus.Finished);
        var operations = await next.Services.GetRequiredService<IOperations>().ListAsync(new OperationQuery { Run = instance });
        foreach (var operation in operations)
            await new BookmarkListener(next.Services.GetRequiredService<IServiceScopeFactory>()).OnEndedAsync(operation, TestContext.Current.CancellationToken);
        await Task.Delay(500, TestContext.Current.CancellationToken);
        Assert.Equal(3, work.Count);
        Assert.Equal(3, (await next.Services.GetRequiredService<IOperations>().ListAsync(new OperationQuery())).Count);
        await next.StopAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static async Task<string> BeginAsync(IHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var starter = scope.ServiceProvider.GetRequiredService<IWorkflowStarter>();
        var started = await starter.StartWorkflowAsync(new StartWorkflowRequest { WorkflowDefinitionHandle = WorkflowDefinitionHandle.ByDefinitionId(nameof(ThreeSteps)) });
        return started.WorkflowInstanceId!;
    }

    private static Task UntilAsync(IHost host, string instance, WorkflowStatus status) => EventuallyAsync(async () =>
    {
        await using var scope = host.Services.CreateAsyncScope();
        var found = await scope.ServiceProvider.GetRequiredService<IWorkflowInstanceStore>().FindAsync(new WorkflowInstanceFilter { Id = instance });
        return found?.Status == status;
    });

    private static async Task EventuallyAsync(Func<Task<bool>> condition)
    {
        for (var end = DateTimeOffset.UtcNow.AddMinutes(2); !await condition(); await Task.Delay(20))
            Assert.True(DateTimeOffset.UtcNow < end, "It did not happen within two minutes.");
    }

    private async Task<IHost> StartAsync(Work work)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        var engine = new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder.FullName, "engine.db") }.ToString();
        builder.Services.AddElsa(elsa => elsa
            .AddActivitiesFrom<TestStep>()
            .AddWorkflow<ThreeSteps>()
            .UseWorkflowManagement(management => management.UseEntityFrameworkCore(ef => ef.UseSqlite(engine)))
            .UseWorkflowRuntime(runtime => runtime.UseEntityFrameworkCore(ef => ef.UseSqlite(engine))));
        var options = new OperationsOptions { Database = CatalogOptions.InFolder(_folder.FullName), LeaseTime = TimeSpan.FromSeconds(3), SweepInterval = TimeSpan.FromSeconds(1) };
        builder.Services.AddTapeRuns(_ => new TapeSite
        {
            Catalog = new CatalogDatabase(options.Database, TimeProvider.System),
            Library = new Tape.Changers.MemoryLibrary([]),
            Clock = TimeProvider.System,
            SpoolFolder = _folder.FullName,
        });
        builder.Services.AddQuartz(quartz => quartz.UseOperations(options).UseInMemoryStore(_ => { }));
        builder.Services.AddQuartzHostedService();
        builder.Services.AddSingleton<IOperationExecutor>(work);
        builder.Services.AddSingleton<IOperationListener>(work);
        builder.Services.AddSingleton<IOperationListener, BookmarkListener>();
        builder.Services.AddTapeFlowsOperations(options);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <summary>Ends at once: before the burst that enqueued it is stored, as likely as not.</summary>
    private sealed class Work : IOperationExecutor, IOperationListener
    {
        private int _count;

        public OperationKind Kind => OperationKind.Label;

        public int Count => Volatile.Read(ref _count);

        public bool IsTold { get; set; } = true;

        public Task<OperationEnd> ExecuteAsync(OperationContext context, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            return Task.FromResult(new OperationEnd(OperationOutcome.Done));
        }

        public Task OnEndedAsync(Operation operation, CancellationToken cancellationToken) =>
            IsTold ? Task.CompletedTask : throw new IOException("The process dies before it tells.");
    }
}

/// <summary>A step of an operation that has no executor but that of the tests.</summary>
[Activity("TapeFlows.Tests", "Tests", "Waits for an operation.")]
[FlowNode(Outcomes.Done, Outcomes.Failed)]
public sealed class TestStep : OperationActivity
{
    private protected override OperationKind Kind => OperationKind.Label;

    private protected override object RequestFrom(ActivityExecutionContext context) => new { };
}

/// <summary>Three steps, one behind the other.</summary>
public sealed class ThreeSteps : WorkflowBase
{
    /// <inheritdoc/>
    protected override void Build(IWorkflowBuilder builder)
    {
        builder.DefinitionId = nameof(ThreeSteps);
        builder.Root = new Sequence { Activities = { new TestStep(), new TestStep(), new TestStep() } };
    }
}
