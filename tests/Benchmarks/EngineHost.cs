using Elsa.Extensions;
using Elsa.Features.Services;
using Elsa.Persistence.EFCore.Extensions;
using Elsa.Persistence.EFCore.Modules.Management;
using Elsa.Persistence.EFCore.Modules.Runtime;
using Elsa.Workflows;
using Elsa.Workflows.Features;
using Elsa.Workflows.Management;
using Elsa.Workflows.Management.Models;
using Elsa.Workflows.Models;
using Elsa.Workflows.Runtime;
using Elsa.Workflows.Runtime.Messages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace TapeFlows.Benchmarks;

/// <summary>Where an engine keeps what it stores.</summary>
/// <param name="Name">What to call it in a table.</param>
/// <param name="Use">Makes an engine keep everything there.</param>
internal sealed record EnginePlace(string Name, Action<IModule> Use)
{
    public static EnginePlace Memory { get; } = new("in memory", _ => { });

    public static EnginePlace Sqlite(string path) => new("SQLite", elsa => elsa
        .UseWorkflowManagement(x => x.UseEntityFrameworkCore(ef => ef.UseSqlite($"Data Source={path}")))
        .UseWorkflowRuntime(x => x.UseEntityFrameworkCore(ef => ef.UseSqlite($"Data Source={path}"))));

    public static EnginePlace PostgreSql(string connectionString) => new("PostgreSQL", elsa => elsa
        .UseWorkflowManagement(x => x.UseEntityFrameworkCore(ef => ef.UsePostgreSql(connectionString)))
        .UseWorkflowRuntime(x => x.UseEntityFrameworkCore(ef => ef.UsePostgreSql(connectionString))));
}

/// <summary>The engine as a server has it: its workers run, definitions come in as JSON, instances start through the public runtime.</summary>
internal sealed class EngineHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _hosted;

    private EngineHost(ServiceProvider services)
    {
        _services = services;
        _hosted = services.GetServices<IHostedService>().ToList();
    }

    public IServiceProvider Services => _services;

    public static async Task<EngineHost> StartAsync(EnginePlace place, Action<IModule>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddElsa(elsa =>
        {
            elsa.Configure<WorkflowsFeature>(x => x.WithStandardOutStreamProvider(_ => new StandardOutStreamProvider(TextWriter.Null)));
            place.Use(elsa);
            configure?.Invoke(elsa);
        });
        var host = new EngineHost(services.BuildServiceProvider());
        await host.Services.GetRequiredService<IRegistriesPopulator>().PopulateAsync();
        foreach (var hosted in host._hosted)
            await hosted.StartAsync(CancellationToken.None);
        return host;
    }

    /// <summary>Imports a definition and publishes it.</summary>
    public Task PublishAsync(string json) => CallAsync(async services =>
    {
        var model = services.GetRequiredService<IActivitySerializer>().Deserialize<WorkflowDefinitionModel>(json)!;
        var result = await services.GetRequiredService<IWorkflowDefinitionImporter>().ImportAsync(new SaveWorkflowDefinitionRequest { Model = model, Publish = true });
        if (!result.Succeeded)
            throw new InvalidOperationException($"The definition '{model.DefinitionId}' was not published: {result.ValidationErrors.First().Message}");
    });

    /// <summary>Creates an instance of the published version and runs its first burst.</summary>
    public Task<RunWorkflowInstanceResponse> RunAsync(string definitionId, string? name = null, string? correlationId = null) => CallAsync(async services =>
    {
        var client = await services.GetRequiredService<IWorkflowRuntime>().CreateClientAsync();
        return await client.CreateAndRunInstanceAsync(new CreateAndRunWorkflowInstanceRequest
        {
            WorkflowDefinitionHandle = WorkflowDefinitionHandle.ByDefinitionId(definitionId),
            Name = name,
            CorrelationId = correlationId,
        });
    });

    /// <summary>Does something in a scope of services, as a request to a server does.</summary>
    public async Task<T> CallAsync<T>(Func<IServiceProvider, Task<T>> call)
    {
        await using var scope = _services.CreateAsyncScope();
        return await call(scope.ServiceProvider);
    }

    public async Task CallAsync(Func<IServiceProvider, Task> call)
    {
        await using var scope = _services.CreateAsyncScope();
        await call(scope.ServiceProvider);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in _hosted)
            await hosted.StopAsync(CancellationToken.None);
        await _services.DisposeAsync();
    }
}
