using TapeFlows.Backup;
using TapeFlows.Operations;
using TapeFlows.Operations.Inbox;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Media;

namespace TapeFlows.Activities.Health;

/// <summary>Whether the library tells what is where, has drives, and agrees with the catalog: volumes that are nowhere, suspect or unknown, and pools that nothing can be written to any more.</summary>
internal sealed class LibraryProbe(TapeSite site) : IHealthProbe
{
    public string Name => "library";

    public async Task<IReadOnlyList<HealthFinding>> LookAsync(CancellationToken cancellationToken)
    {
        var elements = await Task.Run(site.Library.Inventory, cancellationToken);
        var findings = new List<HealthFinding>();
        if (!elements.Any(element => element.Kind == ElementKind.Drive))
            findings.Add(new HealthFinding("drives", NoticeSeverity.Error, $"The library {site.Library.Name} shows no drive. See whether it is switched on and connected."));
        var here = elements.Where(element => element.IsFull && element.Barcode is not null).Select(element => element.Barcode!).ToHashSet(StringComparer.Ordinal);
        if (elements.Count(element => element.IsFull && element.Barcode is null) is > 0 and var nameless)
            findings.Add(new HealthFinding("barcodes", NoticeSeverity.Warning, $"{nameless} cartridges in the library {site.Library.Name} have no barcode that can be read. Mend their labels."));
        var volumes = await VolumesAsync(cancellationToken);
        findings.AddRange(volumes.SelectMany(volume => LookAt(volume, here)));
        findings.AddRange(PoolsWithoutRoom(volumes, here));
        return findings;
    }

    private static IEnumerable<HealthFinding> LookAt(Volume volume, HashSet<string> here)
    {
        if (volume.State is VolumeState.Suspect or VolumeState.Unknown)
            yield return new HealthFinding(volume.Barcode, NoticeSeverity.Warning, $"Volume {volume.Barcode} is {volume.State.ToString().ToLowerInvariant()}: {volume.Remark} Copy what is on it, and retire it.");
        if (volume.State == VolumeState.Missing)
            yield return new HealthFinding(volume.Barcode, NoticeSeverity.Warning, $"Volume {volume.Barcode} is missing: no library has shown it since. Put it in, or retire it.");
        // A full one may well be on a shelf; one that is to be written belongs into the library.
        else if (volume.State == VolumeState.Appendable && !here.Contains(volume.Barcode))
            yield return new HealthFinding(volume.Barcode, NoticeSeverity.Information, $"Volume {volume.Barcode} of pool {volume.Pool} has room, and is not in the library.");
    }

    private static IEnumerable<HealthFinding> PoolsWithoutRoom(List<Volume> volumes, HashSet<string> here)
    {
        var known = volumes.Select(volume => volume.Barcode).ToHashSet(StringComparer.Ordinal);
        if (here.Any(barcode => !known.Contains(barcode) && !CleaningCartridge.Is(barcode)))
            yield break;
        foreach (var pool in volumes.GroupBy(volume => volume.Pool, StringComparer.Ordinal))
        {
            if (!pool.Any(volume => here.Contains(volume.Barcode) && volume.State is VolumeState.Scratch or VolumeState.Appendable))
                yield return new HealthFinding($"pool {pool.Key}", NoticeSeverity.Warning, $"No volume in the library can take data of pool {pool.Key}, and none is blank. Add cartridges, or have some recycled, before its next run.");
        }
    }

    private async Task<List<Volume>> VolumesAsync(CancellationToken cancellationToken)
    {
        var volumes = new List<Volume>();
        while (await site.Catalog.ListVolumesAsync(after: volumes.LastOrDefault()?.Barcode, cancellationToken: cancellationToken) is { Count: > 0 } page)
            volumes.AddRange(page);
        return volumes;
    }
}
