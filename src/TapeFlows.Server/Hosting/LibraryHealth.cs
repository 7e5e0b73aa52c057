using Microsoft.Extensions.Diagnostics.HealthChecks;
using TapeFlows.Server.Data;
using TapeFlows.Tape.Changers;

namespace TapeFlows.Server.Hosting;

/// <summary>Whether the library tells what is where.</summary>
internal sealed class LibraryHealth(Station station) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var elements = station.Library.Inventory();
            return Task.FromResult(HealthCheckResult.Healthy(
                $"{elements.Count(element => element.Kind == ElementKind.Drive)} drives, {elements.Count(element => element.IsFull)} volumes"));
        }
        catch (IOException e)
        {
            return Task.FromResult(HealthCheckResult.Unhealthy(e.Message));
        }
    }
}
