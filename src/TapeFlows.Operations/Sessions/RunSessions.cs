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
            await TakeTurnAsync(run, session, cancellationToken);
            if (_sessions.TryGetValue(run, out var current) && current == session)
            {
                session.Begin(operation);
                return session;
            }

            session.Turn.Release();
        }
    }

    // On a node an operation that waited here would keep a turn from those that can work.
    private async Task TakeTurnAsync(string run, RunSession session, CancellationToken cancellationToken)
    {
        if (options.IsPrivate)
            await session.Turn.WaitAsync(cancellationToken);
        else if (!session.Turn.Wait(0, CancellationToken.None))
        {
            session.IsWanted = true;
            throw new RunBusyException(run);
        }
    }

    /// <summary>The operation has ended. A session that is of no use to a later one, or without its leases, ends with it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="session">Its session.</param>
    /// <param name="isOver">It ends in any case.</param>
    public async Task LeaveAsync(string run, RunSession session, bool isOver = false)
    {
        isOver |= session.IsOver || session.FirstLost() is not null || !session.IsOfUse;
        session.End();
        if (isOver)
            _sessions.TryRemove(run, out _);
        session.Turn.Release();
        if (isOver)
            await session.DisposeAsync();
        // The run has ended since it was asked above, and whoever said so found the session in use.
        else if (session.IsOver)
            await TryCloseAsync(run, session);
    }

    /// <summary>Ends sessions that nobody has used for a time: their volumes go back into their slots.</summary>
    /// <returns>Whether something became free.</returns>
    public async Task<bool> CloseIdleAsync(TimeSpan time)
    {
        var isFree = false;
        foreach (var (run, session) in _sessions.Where(pair => site.Clock.GetElapsedTime(pair.Value.LastUsed) > time))
            isFree |= await TryCloseAsync(run, session);
        return isFree;
    }

    /// <summary>Ends the session of a run that is over: now, or with the operation that is at work.</summary>
    /// <returns>Whether something became free.</returns>
    public async Task<bool> CloseAsync(string run)
    {
        if (!_sessions.TryGetValue(run, out var session))
            return false;
        session.IsOver = true;
        return await TryCloseAsync(run, session);
    }

    private async Task<bool> TryCloseAsync(string run, RunSession session)
    {
        if (!session.Turn.Wait(0, CancellationToken.None))
            return false;
        var isMine = _sessions.TryRemove(KeyValuePair.Create(run, session));
        session.Turn.Release();
        // Whoever took it out puts its volumes back.
        if (!isMine)
            return false;
        var before = session.Releases;
        await session.DisposeAsync();
        return session.Releases > before;
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
