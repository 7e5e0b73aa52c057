using Elsa.Workflows.Management;
using Microsoft.Extensions.Hosting;

namespace Elsa.Workflows.Runtime.Services;

/// <summary>Fills the registry of activities, on demand or when the host starts.</summary>
internal sealed class RegistriesPopulator(IActivityRegistryPopulator activities) : IRegistriesPopulator, IHostedService
{
    public Task PopulateAsync(CancellationToken cancellationToken = default) => activities.PopulateRegistryAsync(cancellationToken);

    Task IHostedService.StartAsync(CancellationToken cancellationToken) => PopulateAsync(cancellationToken);

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
