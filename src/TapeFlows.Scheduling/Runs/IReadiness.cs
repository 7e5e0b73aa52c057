using TapeFlows.Scheduling.Tasks;

namespace TapeFlows.Scheduling.Runs;

/// <summary>Whether the house is fit for a run: its database answers, its disks have room. Asked before each run but those that a person starts, besides the conditions of the task.</summary>
public interface IReadiness
{
    /// <summary>Looks.</summary>
    /// <param name="task">What is to run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What is in the way, as a sentence: the run waits and is looked at again; <see langword="null"/>: nothing.</returns>
    Task<string?> FindObstacleAsync(ScheduledTask task, CancellationToken cancellationToken);
}

/// <summary>Nothing is ever in the way.</summary>
internal sealed class AlwaysReady : IReadiness
{
    public Task<string?> FindObstacleAsync(ScheduledTask task, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}
