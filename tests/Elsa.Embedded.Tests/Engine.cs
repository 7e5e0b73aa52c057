using Elsa.Extensions;
using Elsa.Features.Services;
using Elsa.Workflows;
using Elsa.Workflows.Models;
using Elsa.Workflows.Options;
using Elsa.Workflows.Runtime;
using Microsoft.Extensions.DependencyInjection;

namespace Elsa.Embedded.Tests;

/// <summary>An engine as a host would set it up, with the console caught.</summary>
internal sealed class Engine : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly AsyncServiceScope _scope;
    private readonly StringWriter _console = new();

    private Engine(Action<IModule>? configure, Action<IServiceCollection>? register)
    {
        var services = new ServiceCollection();
        register?.Invoke(services);
        services.AddElsa(elsa =>
        {
            elsa.AddActivitiesFrom<Engine>();
            elsa.UseWorkflows(x => x.WithStandardOutStreamProvider(_ => new StandardOutStreamProvider(_console)));
            configure?.Invoke(elsa);
        });
        _services = services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
        _scope = _services.CreateAsyncScope();
    }

    public IServiceProvider Services => _scope.ServiceProvider;

    public string[] Lines => _console.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    public static async Task<Engine> StartAsync(Action<IModule>? configure = null, Action<IServiceCollection>? register = null, bool populate = true)
    {
        var engine = new Engine(configure, register);
        if (populate)
            await engine.Get<IRegistriesPopulator>().PopulateAsync(TestContext.Current.CancellationToken);
        return engine;
    }

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    public Task<RunWorkflowResult> RunAsync(IActivity root, object? input = null) =>
        Get<IWorkflowRunner>().RunAsync(root, new RunWorkflowOptions { Input = ToInput(input) }, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        await _services.DisposeAsync();
    }

    private static Dictionary<string, object>? ToInput(object? input) =>
        input?.GetType().GetProperties().ToDictionary(x => x.Name, x => x.GetValue(input)!);
}
