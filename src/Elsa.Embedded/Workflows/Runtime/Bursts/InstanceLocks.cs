namespace Elsa.Workflows.Runtime.Bursts;

/// <summary>Lets callers in one process take turns on an instance, so that they need not ask the database again and again.</summary>
internal sealed class InstanceLocks
{
    private readonly Dictionary<string, Turn> _turns = new(StringComparer.Ordinal);

    public async Task<IDisposable> WaitAsync(string instanceId, CancellationToken cancellationToken)
    {
        Turn turn;
        lock (_turns)
        {
            if (!_turns.TryGetValue(instanceId, out turn!))
                _turns[instanceId] = turn = new Turn();
            turn.Users++;
        }

        try
        {
            await turn.Semaphore.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(instanceId, turn);
            throw;
        }

        return new Exit(this, instanceId, turn);
    }

    private void Leave(string instanceId, Turn turn)
    {
        lock (_turns)
        {
            if (--turn.Users == 0)
                _turns.Remove(instanceId);
        }
    }

    private sealed class Turn
    {
        public SemaphoreSlim Semaphore { get; } = new(1);

        public int Users { get; set; }
    }

    private sealed class Exit(InstanceLocks locks, string instanceId, Turn turn) : IDisposable
    {
        private bool _isDone;

        public void Dispose()
        {
            if (_isDone)
                return;
            _isDone = true;
            turn.Semaphore.Release();
            locks.Leave(instanceId, turn);
        }
    }
}
