namespace TapeFlows.Operations.Leases;

/// <summary>
/// The right to work with something alone, as long as it is renewed. Whether it still holds can be asked before every block: one comparison with the
/// clock of the processor.
/// </summary>
internal sealed class Lease(string resource, long fence, TimeProvider clock, long deadline)
{
    private readonly CancellationTokenSource _lost = new();
    private long _deadline = deadline;

    /// <summary>What it is for, for example <c>drive:drive0</c>.</summary>
    public string Resource { get; } = resource;

    /// <summary>Higher than that of whoever had it before.</summary>
    public long Fence { get; } = fence;

    /// <summary>Cancelled when it is lost.</summary>
    public CancellationToken Lost => _lost.Token;

    /// <summary>Whether nobody else can have it yet. Once lost it stays lost.</summary>
    public bool IsHeld => clock.GetTimestamp() < Volatile.Read(ref _deadline);

    /// <summary>It was renewed.</summary>
    /// <param name="until">Until when at least, in ticks of the clock.</param>
    public void Renew(long until)
    {
        if (IsHeld)
            Volatile.Write(ref _deadline, until);
    }

    /// <summary>It is somebody else's, or given back.</summary>
    public void End()
    {
        Volatile.Write(ref _deadline, long.MinValue);
        // Told on other threads: the beat, which renews all the others, neither waits for what those who are told do nor fails with it.
        _ = _lost.CancelAsync();
    }
}
