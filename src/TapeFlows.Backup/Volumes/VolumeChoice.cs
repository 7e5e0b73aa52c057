using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Media;

namespace TapeFlows.Backup.Volumes;

/// <summary>
/// Which volume a set goes on: one of the pool that has room, the one written last first, so that volumes fill one after the other; else a
/// scratch one, lowest barcode first.
/// </summary>
internal sealed class VolumeChoice(ITapeLibrary library, ICatalog catalog)
{
    public async Task<string> ChooseAsync(VolumeRequest request, CancellationToken cancellationToken) =>
        await FindAsync(request, cancellationToken) ?? throw new NoVolumeException(
            $"No volume in library {library.Name} can take data of pool '{request.Pool}': each is full, belongs to another pool, or must not be written. "
            + "Add cartridges (tapeflows library add) or recycle some. What was committed is kept.") { Request = request };

    public async Task<bool> IsThereAsync(VolumeRequest request, CancellationToken cancellationToken) => await FindAsync(request, cancellationToken) is not null;

    private async Task<string?> FindAsync(VolumeRequest request, CancellationToken cancellationToken)
    {
        var pool = await catalog.FindPoolAsync(request.Pool, cancellationToken);
        Volume? best = null;
        string? blank = null;
        foreach (var barcode in BarcodesInLibrary().Where(barcode => !request.Refused.Contains(barcode)))
        {
            var volume = await catalog.FindVolumeAsync(barcode, cancellationToken);
            if (volume is null)
                blank ??= barcode;
            else if (IsFit(volume, request.Pool, pool?.Append ?? true) && (best is null || IsBetter(volume, best)))
                best = volume;
        }

        return best?.Barcode ?? blank;
    }

    private IEnumerable<string> BarcodesInLibrary() =>
        library.Inventory()
            .Where(element => element.Barcode is not null && !CleaningCartridge.Is(element.Barcode))
            .Select(element => element.Barcode!)
            .Order(StringComparer.Ordinal);

    private static bool IsFit(Volume volume, string pool, bool append) =>
        volume.Pool == pool && (volume.State == VolumeState.Scratch || (volume.State == VolumeState.Appendable && append));

    private static bool IsBetter(Volume volume, Volume than)
    {
        if (volume.State != than.State)
            return volume.State == VolumeState.Appendable;
        return volume.State == VolumeState.Appendable && volume.LastWrittenAt > than.LastWrittenAt;
    }
}
