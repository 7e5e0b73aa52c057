using Elsa.Embedded.Tests.Persistence;
using Elsa.Extensions;
using Elsa.Features.Services;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Management.Filters;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Entities;
using Elsa.Workflows.Runtime.Filters;
using Elsa.Workflows.Runtime.Messages;
using Elsa.Workflows.Runtime.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Elsa.Embedded.Tests.Workflows.Runtime;

/// <summary>One node of an engine, with its workers running as in a host.</summary>
internal sealed class RuntimeNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _started = [];

    private RuntimeNode(ServiceProvider services) => _services = services;

    public IServiceProvider Services => _services;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RuntimeNode> StartAsync(TestStorage storage, bool withWorkers = true, Action<IModule>? configure = null, Action<IServiceCollection>? services = null)
    {
        var provider = await storage.StartNodeAsync(
            elsa =>
            {
                elsa.AddActivitiesFrom<RuntimeNode>();
                configure?.Invoke(elsa);
            },
            x => x.Configure<RuntimeOptions>(options => options.InactivityThreshold = TimeSpan.FromSeconds(2)),
            services);
        var node = new RuntimeNode(provider);
        foreach (var hosted in withWorkers ? provider.GetServices<IHostedService>() : [])
        {
            await hosted.StartAsync(Token);
            node._started.Add(hosted);
        }

        return node;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Calls a service in a scope of its own, as a request does.</summary>
    public async Task<TResult> CallAsync<T, TResult>(Func<T, Task<TResult>> call) where T : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<T>());
    }

    public Task CallAsync<T>(Func<T, Task> call) where T : notnull => CallAsync<T, bool>(async x =>
    {
        await call(x);
        return true;
    });

    /// <summary>Stores a published version of a definition.</summary>
    public async Task<string> PublishAsync(string definitionId, IActivity root, WorkflowOptions? options = null)
    {
        var definition = new WorkflowDefinition
        {
            Id = definitionId + "-1",
            DefinitionId = definitionId,
            Version = 1,
            IsLatest = true,
            IsPublished = true,
            Options = options ?? new WorkflowOptions(),
            StringData = Get<IActivitySerializer>().Serialize(root),
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        await Get<IWorkflowDefinitionStore>().SaveAsync(definition, Token);
        await CallAsync<ITriggerIndexer>(x => x.IndexTriggersAsync(definition, Token));
        return definition.Id;
    }

    public Task<StartWorkflowResponse> StartWorkflowAsync(string definitionId, string? correlationId = null) => CallAsync<IWorkflowStarter, StartWorkflowResponse>(x => x.StartWorkflowAsync(
        new StartWorkflowRequest { WorkflowDefinitionHandle = WorkflowDefinitionHandle.ByDefinitionVersionId(definitionId + "-1"), CorrelationId = correlationId }, Token));

    public Task<RunWorkflowInstanceResponse?> ResumeAsync(string bookmarkId) => CallAsync<IWorkflowResumer, RunWorkflowInstanceResponse?>(x => x.ResumeAsync(bookmarkId, new Dictionary<string, object>(), Token));

    public async Task<WorkflowInstance?> FindAsync(string instanceId) => await Get<IWorkflowInstanceStore>().FindAsync(new WorkflowInstanceFilter { Id = instanceId }, Token);

    public async Task<List<StoredBookmark>> BookmarksAsync(string? instanceId = null) => (await Get<IBookmarkStore>().FindManyAsync(new BookmarkFilter { WorkflowInstanceId = instanceId }, Token)).ToList();

    public async Task<List<WorkflowInstance>> InstancesAsync(string definitionId) =>
        (await Get<IWorkflowInstanceStore>().FindManyAsync(new WorkflowInstanceFilter { DefinitionId = definitionId }, Token)).ToList();

    public async Task<List<string>> JournalAsync(string instanceId) =>
        (await Get<IWorkflowExecutionLogStore>().FindManyAsync(new WorkflowExecutionLogRecordFilter { WorkflowInstanceId = instanceId }, new Common.Models.PageArgs(), Token))
        .Items.OrderBy(x => x.Sequence).Select(x => $"{x.EventName} {x.ActivityId}").ToList();

    /// <summary>The journal, one line per event as in the recorded runs.</summary>
    public async Task<string[]> RecordedJournalAsync(string instanceId) =>
        (await Get<IWorkflowExecutionLogStore>().FindManyAsync(new WorkflowExecutionLogRecordFilter { WorkflowInstanceId = instanceId }, Common.Models.PageArgs.All, Token))
        .Items.OrderBy(x => x.Sequence).Select(x => $"{x.Sequence} {x.EventName} {x.ActivityNodeId} {x.ActivityType}").ToArray();

    public Task UntilStatusAsync(string instanceId, WorkflowSubStatus status) =>
        Eventually.TrueAsync(async () => (await FindAsync(instanceId))?.SubStatus == status, $"instance {instanceId} {status}", async () => (await FindAsync(instanceId))?.SubStatus);

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in _started)
            await hosted.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
