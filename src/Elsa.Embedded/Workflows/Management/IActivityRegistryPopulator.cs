namespace Elsa.Workflows.Management;

/// <summary>Fills the registry of activities.</summary>
public interface IActivityRegistryPopulator
{
    /// <summary>Asks all providers.</summary>
    Task PopulateRegistryAsync(CancellationToken cancellationToken = default);
}
