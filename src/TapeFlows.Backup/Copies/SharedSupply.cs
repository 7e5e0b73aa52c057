using TapeFlows.Backup.Volumes;

namespace TapeFlows.Backup.Copies;

/// <summary>One supply for a reader and a writer at the same time: it serves them one after the other.</summary>
internal sealed class SharedSupply(IVolumeSupply inner) : IVolumeSupply, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);

    public Task<MountedVolume> NextForWritingAsync(VolumeRequest request, CancellationToken cancellationToken) =>
        InTurnAsync(() => inner.NextForWritingAsync(request, cancellationToken), cancellationToken);

    public Task<MountedVolume> ForReadingAsync(string barcode, CancellationToken cancellationToken) =>
        InTurnAsync(() => inner.ForReadingAsync(barcode, cancellationToken), cancellationToken);

    public Task ReturnAsync(MountedVolume volume, CancellationToken cancellationToken) =>
        InTurnAsync(
            async () =>
            {
                await inner.ReturnAsync(volume, cancellationToken);
                return true;
            },
            cancellationToken);

    private async Task<T> InTurnAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();
}
