namespace TapeFlows.Catalog.Databases;

/// <summary>Lets the writers of this process queue: SQLite's own waiting is polling, and only for other processes.</summary>
internal sealed class WriteTurns : IDisposable
{
    private readonly SemaphoreSlim _writing = new(1);

    /// <summary>Waits for the turn. It ends with what is returned.</summary>
    public async Task<IDisposable> TakeAsync(CancellationToken cancellationToken)
    {
        await _writing.WaitAsync(cancellationToken);
        return new Turn(_writing);
    }

    public void Dispose() => _writing.Dispose();

    private sealed class Turn(SemaphoreSlim writing) : IDisposable
    {
        public void Dispose() => writing.Release();
    }
}
