using Elsa.Alterations.Extensions;
using Elsa.Extensions;
using Elsa.Persistence.EFCore.Extensions;
using Elsa.Persistence.EFCore.Modules.Alterations;
using Elsa.Persistence.EFCore.Modules.Management;
using Elsa.Persistence.EFCore.Modules.Runtime;
using Elsa.Workflows;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Entities;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Elsa.Embedded.Host;

/// <summary>An engine over a database, with its workers running.</summary>
internal sealed class DoomedNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _hosted;

    private DoomedNode(ServiceProvider services)
    {
        _services = services;
        _hosted = services.GetServices<IHostedService>().ToList();
    }

    public static async Task<DoomedNode> StartAsync(string database, string connection)
    {
        var services = new ServiceCollection();
        services.Configure<RuntimeOptions>(x => x.InactivityThreshold = TimeSpan.FromSeconds(3));
        services.AddElsa(elsa =>
        {
            elsa.AddActivitiesFrom<DoomedNode>();
            if (database == "sqlite")
            {
                elsa.UseWorkflowManagement(x => x.UseEntityFrameworkCore(ef => ef.UseSqlite(connection)));
                elsa.UseWorkflowRuntime(x => x.UseEntityFrameworkCore(ef => ef.UseSqlite(connection)));
                elsa.UseAlterations(x => x.UseEntityFrameworkCore(ef => ef.UseSqlite(connection)));
            }
            else
            {
                elsa.UseWorkflowManagement(x => x.UseEntityFrameworkCore(ef => ef.UsePostgreSql(connection)));
                elsa.UseWorkflowRuntime(x => x.UseEntityFrameworkCore(ef => ef.UsePostgreSql(connection)));
                elsa.UseAlterations(x => x.UseEntityFrameworkCore(ef => ef.UsePostgreSql(connection)));
            }
        });
        var node = new DoomedNode(services.BuildServiceProvider());
        await node.Get<IRegistriesPopulator>().PopulateAsync();
        foreach (var hosted in node._hosted)
            await hosted.StartAsync(CancellationToken.None);
        return node;
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public async Task CallAsync<T>(Func<T, Task> call) where T : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        await call(scope.ServiceProvider.GetRequiredService<T>());
    }

    public async Task<TResult> CallAsync<T, TResult>(Func<T, Task<TResult>> call) where T : notnull
    {
        await using var scope = _services.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<T>());
    }

    public async Task<string> PublishAsync(string definitionId, IActivity root)
    {
        var definition = new WorkflowDefinition
        {
            Id = definitionId + "-1",
            DefinitionId = definitionId,
            Version = 1,
            IsLatest = true,
            IsPublished = true,
            Options = new WorkflowOptions { CommitStrategyName = "ActivityExecuted" },
            StringData = Get<IActivitySerializer>().Serialize(root),
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        await Get<IWorkflowDefinitionStore>().SaveAsync(definition);
        return definition.Id;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in _hosted)
            await hosted.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
