namespace Elsa.Workflows.Management.Services;

/// <summary>Asks all providers.</summary>
internal sealed class ActivityRegistryPopulator(IEnumerable<IActivityProvider> providers, IActivityRegistry registry) : IActivityRegistryPopulator
{
    public Task PopulateRegistryAsync(CancellationToken cancellationToken = default) => registry.RefreshDescriptorsAsync(providers, cancellationToken);
}
