namespace TapeFlows.Tape.Drives.Faults;

/// <summary>
/// Which operation fails, and how. One plan may be shared by all drives of a library, so that a test can count the operations of a whole run and then
/// let each of them fail in turn.
/// </summary>
/// <param name="faults">The faults; none only counts.</param>
public sealed class FaultPlan(params IEnumerable<DriveFault> faults)
{
    private readonly Queue<DriveFault> _pending = new(faults.OrderBy(fault => fault.Operation));
    private readonly Lock _lock = new();
    private long _operations;
    private int _struck;

    /// <summary>Operations begun so far.</summary>
    public long Operations => Interlocked.Read(ref _operations);

    /// <summary>Faults that have taken effect.</summary>
    public int Struck => Volatile.Read(ref _struck);

    /// <summary>Counts an operation.</summary>
    /// <returns>
    /// The fault that strikes it. A fault whose number has come waits for the first operation that it can strike: a bit cannot be flipped by a rewind.
    /// </returns>
    internal DriveFault? Next(DriveOperation operation, bool synchronous = false)
    {
        lock (_lock)
        {
            _operations++;
            if (!_pending.TryPeek(out var fault) || fault.Operation > _operations || !fault.Strikes(operation, synchronous))
                return null;
            _struck++;
            return _pending.Dequeue();
        }
    }
}

/// <summary>One fault of a plan.</summary>
/// <param name="Operation">The number of the operation it waits for, 1 for the first.</param>
/// <param name="Kind">What happens.</param>
public sealed record DriveFault(long Operation, FaultKind Kind)
{
    /// <summary>How long a slow operation takes. Default one second.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromSeconds(1);

    internal bool Strikes(DriveOperation operation, bool synchronous) => Kind switch
    {
        FaultKind.MediaError => operation is not (DriveOperation.Status or DriveOperation.ReadPosition or DriveOperation.Unload),
        FaultKind.EarlyEndOfMedium or FaultKind.TornWrite => operation == DriveOperation.Write,
        FaultKind.DeferredError => operation == DriveOperation.WriteFilemarks && synchronous,
        FaultKind.BitFlip => operation is DriveOperation.Read or DriveOperation.Write,
        _ => true,
    };
}
