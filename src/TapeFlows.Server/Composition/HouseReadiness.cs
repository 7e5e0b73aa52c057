using TapeFlows.Activities.Health;
using TapeFlows.Operations.Inbox;
using TapeFlows.Scheduling.Runs;
using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Server.Composition;

/// <summary>
/// Has runs wait while database, data folders or hosts are not as the health check wants them. What makes room and what only looks is not kept waiting: a cleanup is what helps a disk that is full.
/// </summary>
/// <param name="probes">Those of the health check.</param>
internal sealed class HouseReadiness(IEnumerable<IHealthProbe> probes) : IReadiness
{
    private static readonly string[] Needed = ["database", "folders", "network"];

    /// <inheritdoc/>
    public async Task<string?> FindObstacleAsync(ScheduledTask task, CancellationToken cancellationToken)
    {
        if (task.Draft.ActionType is ActionType.Cleanup or ActionType.HealthCheck or ActionType.RetentionCheck)
            return null;
        foreach (var probe in probes.Where(probe => Needed.Contains(probe.Name)))
        {
            if ((await probe.LookAsync(cancellationToken)).FirstOrDefault(finding => finding.Severity == NoticeSeverity.Error) is { } finding)
                return finding.Text;
        }

        return null;
    }
}
