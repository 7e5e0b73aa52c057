using TapeFlows.Activities.Health;
using TapeFlows.Operations.Inbox;
using TapeFlows.Scheduling.Tasks;
using TapeFlows.Server.Composition;

namespace TapeFlows.Server.Tests.Composition;

/// <summary>What keeps a planned run waiting.</summary>
public sealed class HouseReadinessTests
{
    [Theory]
    [InlineData("folders", NoticeSeverity.Error, ActionType.Backup, true)]
    [InlineData("database", NoticeSeverity.Error, ActionType.Recovery, true)]
    [InlineData("network", NoticeSeverity.Error, ActionType.Custom, true)]
    [InlineData("folders", NoticeSeverity.Warning, ActionType.Backup, false)]
    [InlineData("library", NoticeSeverity.Error, ActionType.Backup, false)]
    [InlineData("folders", NoticeSeverity.Error, ActionType.Cleanup, false)]
    [InlineData("folders", NoticeSeverity.Error, ActionType.HealthCheck, false)]
    public async Task A_run_waits_for_what_it_cannot_do_without(string probe, NoticeSeverity severity, ActionType type, bool waits)
    {
        var readiness = new HouseReadiness([new Probe("load", null), new Probe(probe, new HealthFinding("it", severity, "It is ill."))]);
        var task = new ScheduledTask { Id = "task", Draft = new TaskDraft { ActionType = type } };
        Assert.Equal(waits ? "It is ill." : null, await readiness.FindObstacleAsync(task, TestContext.Current.CancellationToken));
    }

    private sealed class Probe(string name, HealthFinding? finding) : IHealthProbe
    {
        public string Name => name;

        public Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<HealthFinding>>(finding is null ? [] : [finding]);
    }
}
