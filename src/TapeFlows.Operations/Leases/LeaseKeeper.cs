using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace TapeFlows.Operations.Leases;

/// <summary>
/// The leases of this process: taken by name, renewed all at once by a beat on a thread of its own. A lease that could not be renewed is lost well before
/// anybody else can take it: the deadline here counts from before the renewal was sent, and leaves a margin for clocks that run at different speeds.
/// </summary>
internal sealed partial class LeaseKeeper(LeaseStore store, OperationsOptions options, TimeProvider clock, ILogger<LeaseKeeper> logger) : IDisposable
{
    private const int BeatsPerLease = 3;
    private const double Margin = 0.15;
    private readonly ConcurrentDictionary<string, Lease> _leases = new(StringComparer.Ordinal);
    private readonly ManualResetEventSlim _stopping = new();
    private readonly Lock _gate = new();
    private Thread? _beat;

    /// <summary>What this process is called in the database: another name in each process.</summary>
    public string Holder { get; } = $"{HoldersOf(options)}{Guid.NewGuid():N}";

    /// <summary>What the names of processes begin with that take part as these options say. What is private is no node.</summary>
    public static string HoldersOf(OperationsOptions options) => options.IsPrivate ? $"{options.Node} (command)/" : $"{options.Node}/";

    /// <summary>What a process that works for itself holds as long as it lives.</summary>
    public static string ProcessResource(string holder) => $"process:{holder}";

    /// <summary>Whether leases are renewed by themselves. A test that wants to see them end says no.</summary>
    internal bool HasBeat { get; init; } = true;

    /// <summary>Takes a lease.</summary>
    /// <returns><see langword="null"/>: somebody, perhaps this process, has it.</returns>
    public Lease? TryTake(string resource)
    {
        var deadline = Deadline();
        if (store.Take(resource, Holder, options.LeaseTime) is not { } fence)
            return null;
        var lease = new Lease(resource, fence, clock, deadline);
        _leases[resource] = lease;
        StartBeat();
        return lease;
    }

    /// <summary>Whether nobody, in this process or another, has it.</summary>
    public bool IsFree(string resource) => store.IsFree(resource);

    /// <summary>Gives a lease back, so that others need not wait for its end.</summary>
    public void GiveBack(Lease lease)
    {
        _leases.TryRemove(KeyValuePair.Create(lease.Resource, lease));
        var wasHeld = lease.IsHeld;
        lease.End();
        if (!wasHeld)
            return;
        try
        {
            store.GiveBack(lease.Resource, Holder, lease.Fence);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogNotGivenBack(logger, e, lease.Resource);
        }
    }

    /// <summary>One beat.</summary>
    internal void Renew()
    {
        // Taken while the statement is under way: neither renewed nor lost by it.
        Lease[] leases = [.. _leases.Values];
        if (leases.Length == 0)
            return;
        try
        {
            var deadline = Deadline();
            var kept = store.Renew(Holder, options.LeaseTime);
            foreach (var lease in leases)
            {
                if (kept.Contains(lease.Resource))
                    lease.Renew(deadline);
                else
                    Lose(lease);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogNotRenewed(logger, e, leases.Length);
        }

        foreach (var lease in leases.Where(lease => !lease.IsHeld))
            Lose(lease);
    }

    private void Lose(Lease lease)
    {
        // Given back while the statement was under way: not lost.
        if (!_leases.TryRemove(KeyValuePair.Create(lease.Resource, lease)))
            return;
        LogLost(logger, lease.Resource);
        lease.End();
    }

    private long Deadline() => clock.GetTimestamp() + (long)(options.LeaseTime.TotalSeconds * (1 - Margin) * clock.TimestampFrequency);

    private void StartBeat()
    {
        lock (_gate)
        {
            if (_beat is not null || !HasBeat)
                return;
            _beat = new Thread(Beat) { IsBackground = true, Name = "lease beat", Priority = ThreadPriority.AboveNormal };
            _beat.Start();
        }
    }

    private void Beat()
    {
        while (!_stopping.Wait(options.LeaseTime / BeatsPerLease))
            Renew();
    }

    /// <summary>Gives all back.</summary>
    public void Dispose()
    {
        _stopping.Set();
        _beat?.Join();
        foreach (var lease in _leases.Values)
            GiveBack(lease);
        _stopping.Dispose();
    }

    [LoggerMessage(LogLevel.Warning, "The lease of {Resource} could not be given back; it ends by itself")]
    private static partial void LogNotGivenBack(ILogger logger, Exception failure, string resource);

    [LoggerMessage(LogLevel.Warning, "{Count} leases could not be renewed; tried again before they end")]
    private static partial void LogNotRenewed(ILogger logger, Exception failure, int count);

    [LoggerMessage(LogLevel.Error, "The lease of {Resource} is lost: whoever works with it here stops before its next block")]
    private static partial void LogLost(ILogger logger, string resource);
}
