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
    private bool _isOver;

    /// <summary>What this process is called in the database: another name in each process.</summary>
    public string Holder { get; } = $"{HoldersOf(options)}{Guid.NewGuid():N}";

    /// <summary>What the names of processes begin with that take part as these options say. What is private is no node.</summary>
    public static string HoldersOf(OperationsOptions options) => options.IsPrivate ? $"{options.Node} (command)/" : $"{options.Node}/";

    /// <summary>What a process that works for itself holds as long as it lives.</summary>
    public static string ProcessResource(string holder) => $"process:{holder}";

    /// <summary>Whether leases are renewed by themselves. A test that wants to see them end says no.</summary>
    internal bool HasBeat { get; init; } = true;

    /// <summary>Takes a lease.</summary>
    /// <returns><see langword="null"/>: somebody, perhaps this process, has it, or this process is stopping and gets none any more.</returns>
    public Lease? TryTake(string resource)
    {
        if (Volatile.Read(ref _isOver))
            return null;
        var deadline = Deadline();
        if (store.Take(resource, Holder, options.LeaseTime) is not { } fence)
            return null;
        var lease = new Lease(resource, fence, clock, deadline);
        if (TryKeep(lease))
            return lease;
        GiveBack(lease);
        return null;
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

    /// <summary>Has a lease renewed from now on, unless all were given back while it was taken.</summary>
    private bool TryKeep(Lease lease)
    {
        lock (_gate)
        {
            if (_isOver)
                return false;
            _leases[lease.Resource] = lease;
            if (_beat is null && HasBeat)
            {
                _beat = new Thread(Beat) { IsBackground = true, Name = "lease beat", Priority = ThreadPriority.AboveNormal };
                _beat.Start();
            }

            return true;
        }
    }

    private void Beat()
    {
        while (!_stopping.Wait(options.LeaseTime / BeatsPerLease))
            Renew();
    }

    /// <summary>Gives all back. Who takes one at the same time gets none: work that outlives its host must not begin a beat that nobody ends.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isOver)
                return;
            _isOver = true;
        }

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
