namespace Elsa.Workflows.Runtime;

/// <summary>Fills all registries; a host with hosted services does it at start.</summary>
public interface IRegistriesPopulator
{
    /// <summary>Fills all registries.</summary>
    Task PopulateAsync(CancellationToken cancellationToken = default);
}
