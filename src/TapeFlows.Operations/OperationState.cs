namespace TapeFlows.Operations;

/// <summary>How far an operation is. The values are stored; they never change.</summary>
public enum OperationState
{
    /// <summary>Waits for its turn.</summary>
    Queued = 1,

    /// <summary>A node works on it, or has died at it and nobody noticed yet.</summary>
    Running,

    /// <summary>A person stopped it at a place that it can go on from; it waits to be resumed.</summary>
    Paused,

    /// <summary>It can go on only after a person has done something, for example inserted a cartridge; then it is resumed.</summary>
    Waiting,

    /// <summary>It came to its end; <see cref="Operation.Outcome"/> says which.</summary>
    Succeeded,

    /// <summary>It could not be done; <see cref="Operation.Problem"/> says why.</summary>
    Failed,

    /// <summary>A person ended it.</summary>
    Cancelled,
}

/// <summary>Questions about states.</summary>
public static class OperationStates
{
    /// <summary>Whether nothing follows any more.</summary>
    public static bool IsEnd(this OperationState state) => state is OperationState.Succeeded or OperationState.Failed or OperationState.Cancelled;
}
