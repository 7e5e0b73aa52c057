namespace TapeFlows.Operations.Queue;

/// <summary>Gives operations their turn.</summary>
internal interface IOperationTurns
{
    /// <summary>Has an operation begin as soon as its turn comes, and not before the time that it says. One that waits for its turn already is left alone.</summary>
    Task ScheduleAsync(Operation operation, CancellationToken cancellationToken);

    /// <summary>Has one come now that waits for a time.</summary>
    Task HastenAsync(Operation operation, CancellationToken cancellationToken);
}
