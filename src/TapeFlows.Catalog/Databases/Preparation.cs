namespace TapeFlows.Catalog.Databases;

/// <summary>Work that must be done once before any other, whoever comes first. What failed is tried again by who comes next.</summary>
internal sealed class Preparation : IDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private volatile bool _isDone;

    /// <summary>Does the work unless it is done. Costs nothing then.</summary>
    public async Task DoAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        if (_isDone)
            return;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_isDone)
                return;
            await work(cancellationToken);
            _isDone = true;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
