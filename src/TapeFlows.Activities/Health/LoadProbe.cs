using System.Globalization;
using System.Text;
using TapeFlows.Activities.Unattended;
using TapeFlows.Operations.Inbox;

namespace TapeFlows.Activities.Health;

/// <summary>Whether the machine has time for its work.</summary>
internal sealed class LoadProbe(UnattendedSite site) : IHealthProbe
{
    public string Name => "load";

    public Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken)
    {
        // proc(5): the first field is the average of the last minute.
        var text = File.ReadAllText("/proc/loadavg", Encoding.ASCII);
        var load = double.Parse(text.AsSpan(0, text.IndexOf(' ', StringComparison.Ordinal)), NumberStyles.Float, CultureInfo.InvariantCulture);
        var most = site.MaxLoadPerCore * Environment.ProcessorCount;
        return Task.FromResult<IReadOnlyList<HealthFinding>>(load <= most ? [] :
        [
            new HealthFinding(
                "load", NoticeSeverity.Warning,
                string.Create(CultureInfo.InvariantCulture, $"The load of the last minute is {load:0.0}, and {most:0.0} is what {Environment.ProcessorCount} cores should bear. Drives stop and start when data comes too slowly; see what else runs here.")),
        ]);
    }
}
