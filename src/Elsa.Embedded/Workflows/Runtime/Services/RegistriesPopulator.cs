using Elsa.Workflows.Management;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>Fills the registry of activities and stores the workflows of providers, on demand or when the host starts.</summary>
internal sealed class RegistriesPopulator(IActivityRegistryPopulator activities, IServiceScopeFactory scopes) : IRegistriesPopulator, IHostedService
{
    public async Task PopulateAsync(CancellationToken cancellationToken = default)
    {
        await activities.PopulateRegistryAsync(cancellationToken);
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IWorkflowDefinitionStorePopulator>().PopulateStoreAsync(cancellationToken);
    }

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => PopulateAsync(cancellationToken);

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
