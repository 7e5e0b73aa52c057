namespace TapeFlows.Scheduling.Runs;

/// <summary>Lets a run be paused where nothing is lost: at the next committed segment of what it has on tape. Whoever works the tape implements it.</summary>
public interface IRunInterruption
{
    /// <summary>Pauses what a run is at, and returns when it stands still.</summary>
    /// <param name="run">The run; its workflow instance goes on waiting.</param>
    /// <param name="cancellationToken">Gives up; the run goes on.</param>
    /// <returns>Whether it stands still; <see langword="false"/>: it cannot be paused, and goes on.</returns>
    Task<bool> PauseAsync(Run run, CancellationToken cancellationToken);

    /// <summary>Goes on with a run that was paused, in this process or another. One that is not paused is left alone.</summary>
    /// <param name="run">The run.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task ResumeAsync(Run run, CancellationToken cancellationToken);
}

/// <summary>Nothing can be paused: for a host without tape operations.</summary>
internal sealed class NoInterruption : IRunInterruption
{
    public Task<bool> PauseAsync(Run run, CancellationToken cancellationToken) => Task.FromResult(false);

    public Task ResumeAsync(Run run, CancellationToken cancellationToken) => Task.CompletedTask;
}
