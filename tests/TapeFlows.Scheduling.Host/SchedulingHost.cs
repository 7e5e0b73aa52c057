using Elsa.Extensions;
using Elsa.Scheduling;
using Elsa.Scheduling.Features;
using Elsa.Workflows;
using Elsa.Workflows.Activities;
using Elsa.Workflows.Management;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Messages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace TapeFlows.Scheduling.Host;

/// <summary>A host with Quartz behind the engine's seam, and in place of the engine a ledger of what it was asked for.</summary>
public sealed class SchedulingHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly string _node;
    private readonly Func<string, Task> _burst;

    /// <summary>Builds the host.</summary>
    /// <param name="ledger">The database.</param>
    /// <param name="node">The name of this node.</param>
    /// <param name="burst">What a workflow does before it is recorded.</param>
    /// <param name="configure">More options.</param>
    public SchedulingHost(Ledger ledger, string node = "a", Func<string, Task>? burst = null, Action<QuartzSchedulingOptions>? configure = null)
    {
        Ledger = ledger;
        _node = node;
        _burst = burst ?? (_ => Task.CompletedTask);
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System);
        var feature = builder.Services.CreateModule().Configure<SchedulingFeature>();
        feature.UseQuartzScheduler(x =>
        {
            if (ledger.IsPostgres)
                x.UsePostgreSql(ledger.ConnectionString);
            else
                x.UseSqlite(ledger.ConnectionString);
            x.ClusterCheckinInterval = TimeSpan.FromSeconds(1);
            configure?.Invoke(x);
        });
        builder.Services.AddSingleton(feature.WorkflowScheduler);
        builder.Services.AddSingleton(feature.CronParser);
        AddEngine(builder.Services);
        _host = builder.Build();
    }

    /// <summary>The database.</summary>
    public Ledger Ledger { get; }

    /// <summary>The seam.</summary>
    public IWorkflowScheduler Scheduler => _host.Services.GetRequiredService<IWorkflowScheduler>();

    /// <summary>A service.</summary>
    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    /// <summary>Starts.</summary>
    public async Task<SchedulingHost> StartAsync()
    {
        await _host.StartAsync();
        return this;
    }

    /// <summary>An instance waits until a point in time.</summary>
    public async Task DelayAsync(string bookmark, DateTimeOffset until)
    {
        await Ledger.WaitAsync(bookmark);
        await ScheduleDelayAsync(bookmark, until);
    }

    /// <summary>Schedules what waits.</summary>
    public ValueTask ScheduleDelayAsync(string bookmark, DateTimeOffset until) =>
        Scheduler.ScheduleAtAsync(bookmark, new ScheduleExistingWorkflowInstanceRequest { WorkflowInstanceId = $"instance of {bookmark}", BookmarkId = bookmark }, until);

    /// <summary>A request that starts a workflow.</summary>
    public static ScheduleNewWorkflowInstanceRequest Start(string activity) =>
        new() { WorkflowDefinitionHandle = WorkflowDefinitionHandle.ByDefinitionVersionId("nightly-v1"), TriggerActivityId = activity };

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private void AddEngine(IServiceCollection services)
    {
        var graph = new WorkflowGraph(new Workflow { Root = new Sequence() }, new ActivityNode(new Sequence(), "Root"), []);
        services.AddSingleton(Stub.Of<IWorkflowDefinitionService>((_, _) => Task.FromResult<WorkflowGraph?>(graph)));
        services.AddSingleton(Stub.Of<IWorkflowStarter>((name, _) => throw new NotSupportedException(name)));
        services.AddSingleton(Stub.Of<ITriggerStore>((_, _) => FindTriggersAsync()));
        services.AddSingleton(Stub.Of<IBookmarkStore>((_, arguments) => FindBookmarkAsync(((BookmarkFilter)arguments[0]!).BookmarkId!)));
        services.AddSingleton(Stub.Of<IWorkflowRuntime>((_, arguments) => ValueTask.FromResult(Client((string)arguments[0]!))));
    }

    private async ValueTask<IEnumerable<StoredTrigger>> FindTriggersAsync() => (await Ledger.TriggersAsync()).Select(x => new StoredTrigger { ActivityId = x });

    private async ValueTask<StoredBookmark?> FindBookmarkAsync(string id) => await Ledger.IsWaitingAsync(id) ? new StoredBookmark { Id = id } : null;

    private IWorkflowClient Client(string instance) => Stub.Of<IWorkflowClient>((name, arguments) => name switch
    {
        nameof(IWorkflowClient.InstanceExistsAsync) => Ledger.IsBegunAsync(instance),
        nameof(IWorkflowClient.CreateAndRunInstanceAsync) => StartAsync(instance, (CreateAndRunWorkflowInstanceRequest)arguments[0]!),
        nameof(IWorkflowClient.RunInstanceAsync) => ResumeAsync((RunWorkflowInstanceRequest)arguments[0]!),
        _ => throw new NotSupportedException(name),
    });

    private async Task<RunWorkflowInstanceResponse> StartAsync(string instance, CreateAndRunWorkflowInstanceRequest request)
    {
        await Ledger.BeginAsync(instance, request.TriggerActivityId!, _node);
        await _burst(request.TriggerActivityId!);
        return new RunWorkflowInstanceResponse();
    }

    private async Task<RunWorkflowInstanceResponse> ResumeAsync(RunWorkflowInstanceRequest request)
    {
        await _burst(request.BookmarkId!);
        await Ledger.ResumeAsync(request.BookmarkId!, _node);
        return new RunWorkflowInstanceResponse();
    }
}
