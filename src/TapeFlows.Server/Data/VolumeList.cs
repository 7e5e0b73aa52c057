using TapeFlows.Backup;
using TapeFlows.Server.Output;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Media;

namespace TapeFlows.Server.Data;

/// <summary>All volumes: those of the catalog, and cartridges that the library holds and nothing was written on yet.</summary>
internal static class VolumeList
{
    private const int Page = 1000;

    public static async Task<IReadOnlyList<VolumeLine>> ReadAsync(Station station, CancellationToken cancellationToken)
    {
        var places = station.Library.Inventory().Where(element => element.IsFull).ToDictionary(element => element.Barcode!, StringComparer.Ordinal);
        var lines = new SortedDictionary<string, VolumeLine>(StringComparer.Ordinal);
        for (string? after = null; ;)
        {
            var page = await station.Catalog.ListVolumesAsync(after: after, take: Page, cancellationToken: cancellationToken);
            foreach (var volume in page)
                lines.Add(volume.Barcode, OfCatalog(station, volume, places.GetValueOrDefault(volume.Barcode)));
            if (page.Count < Page)
                break;
            after = page[^1].Barcode;
        }

        foreach (var place in places.Values.Where(place => !lines.ContainsKey(place.Barcode!)))
            lines.Add(place.Barcode!, OfLibrary(station, place));
        return [.. lines.Values];
    }

    /// <summary>Where an element is, for people: <c>drive0</c>, <c>slot 1001</c>, <c>import/export 101</c>.</summary>
    public static string? LocationOf(LibraryElement? element) => element?.Kind switch
    {
        null => null,
        ElementKind.Drive => element.DriveName,
        ElementKind.Storage => $"slot {element.Address}",
        _ => $"import/export {element.Address}",
    };

    private static VolumeLine OfCatalog(Station station, Volume volume, LibraryElement? place) => new(
        volume.Barcode,
        volume.State.ToString().ToLowerInvariant(),
        volume.Segments,
        volume.BytesWritten,
        volume.Pool,
        volume.MediumType,
        volume.CapacityBytes,
        LocationOf(place),
        place is not null && station.VirtualLibrary.FindCartridge(volume.Barcode) is { IsWriteProtected: true },
        volume.LastWrittenAt,
        volume.Remark);

    private static VolumeLine OfLibrary(Station station, LibraryElement place)
    {
        var cartridge = station.VirtualLibrary.FindCartridge(place.Barcode!);
        // A cartridge that holds something the catalog has never seen is not free: only its labels can say what it is.
        if (CleaningCartridge.Is(place.Barcode!))
            return new VolumeLine(place.Barcode!, "cleaning", 0, 0, null, cartridge?.MediumType ?? "", 0, LocationOf(place), WriteProtected: false, LastWrittenAt: null, cartridge?.CleaningsLeft is { } left ? $"{left} uses left" : null);
        var isBlank = cartridge is null or { BytesWritten: 0 };
        return new VolumeLine(
            place.Barcode!,
            (isBlank ? VolumeState.Scratch : VolumeState.Unknown).ToString().ToLowerInvariant(),
            0,
            0,
            Pool: null,
            cartridge?.MediumType ?? "",
            cartridge?.Capacity ?? 0,
            LocationOf(place),
            cartridge?.IsWriteProtected ?? false,
            LastWrittenAt: null,
            isBlank ? null : "holds data that the catalog does not know; tapeflows rebuild-catalog reads it");
    }
}
