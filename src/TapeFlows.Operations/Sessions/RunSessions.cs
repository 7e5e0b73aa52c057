using System.Collections.Concurrent;
using TapeFlows.Operations.Leases;

namespace TapeFlows.Operations.Sessions;

/// <summary>The sessions of this node, by run.</summary>
internal sealed class RunSessions(TapeSite site, LeaseKeeper leases, OperationsOptions options) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, RunSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>The session of a run, for one operation.</summary>
    public async Task<RunSession> EnterAsync(string run, Lease operation, CancellationToken cancellationToken)
    {
        while (true)
        {
            var session = _sessions.GetOrAdd(run, _ => new RunSession(site, leases, options));
            await session.Turn.WaitAsync(cancellationToken);
            if (_sessions.TryGetValue(run, out var current) && current == session)
            {
                session.Begin(operation);
                return session;
            }

            session.Turn.Release();
        }
    }

    /// <summary>The operation has ended. A session without volumes, or without its leases, ends with it.</summary>
    public async Task LeaveAsync(string run, RunSession session)
    {
        var isOver = session.FirstLost() is not null || !session.HasVolumes;
        session.End();
        if (isOver)
            _sessions.TryRemove(run, out _);
        session.Turn.Release();
        if (isOver)
            await session.DisposeAsync();
    }

    /// <summary>Ends sessions that nobody has used for a time: their volumes go back into their slots.</summary>
    public async Task CloseIdleAsync(TimeSpan time)
    {
        foreach (var (run, session) in _sessions.Where(pair => site.Clock.GetElapsedTime(pair.Value.LastUsed) > time))
        {
            if (!session.Turn.Wait(0, CancellationToken.None))
                continue;
            _sessions.TryRemove(run, out _);
            session.Turn.Release();
            await session.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var run in _sessions.Keys.ToList())
        {
            if (_sessions.TryRemove(run, out var session))
                await session.DisposeAsync();
        }
    }
}
