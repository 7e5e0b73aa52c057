using System.Collections.Frozen;
using TapeFlows.Backup.Volumes;

namespace TapeFlows.Operations.Mounts;

/// <summary>The volume that an operation waits for.</summary>
/// <param name="Pool">Any that can take data of this pool; <see langword="null"/>: a certain one.</param>
/// <param name="Barcode">This one; <see langword="null"/>: none in particular.</param>
/// <param name="Refused">Barcodes that it was given and could not use.</param>
public sealed record VolumeWait(string? Pool, string? Barcode, IReadOnlyList<string> Refused)
{
    internal static VolumeWait Of(NoVolumeException missing) => new(missing.Request?.Pool, missing.Barcode, [.. missing.Request?.Refused ?? FrozenSet<string>.Empty]);

    /// <summary>Whether the library has it by now.</summary>
    internal async Task<bool> IsThereAsync(TapeSite site, CancellationToken cancellationToken) => Barcode is { } barcode
        ? site.Library.Inventory().Any(element => element.Barcode == barcode)
        : await LibrarySession.HasForWritingAsync(site.Library, site.Catalog, new VolumeRequest(Pool ?? site.DefaultPool, Refused.ToFrozenSet(StringComparer.Ordinal)), cancellationToken);
}
