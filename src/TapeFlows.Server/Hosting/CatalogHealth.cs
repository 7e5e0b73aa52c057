using Microsoft.Extensions.Diagnostics.HealthChecks;
using TapeFlows.Catalog;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Hosting;

/// <summary>Whether the catalog answers.</summary>
internal sealed class CatalogHealth(Station station) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await station.Catalog.ListPoolsAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (CatalogException e)
        {
            return HealthCheckResult.Unhealthy(e.Message);
        }
    }
}
