using System.Collections.Concurrent;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;

namespace TapeFlows.Operations.Leases;

/// <summary>
/// A library as one session of this node may use it: a drive is opened only with its lease, and a volume is in it only with the volume's lease. What
/// somebody else has is busy, just as a drive that another process has open.
/// </summary>
/// <param name="inner">The library; not disposed.</param>
/// <param name="leases">Gives leases.</param>
/// <param name="served">The drives that this node serves; empty: all.</param>
internal sealed class LeasedLibrary(ITapeLibrary inner, LeaseKeeper leases, IReadOnlyCollection<string> served) : ITapeLibrary
{
    private readonly ConcurrentDictionary<string, Lease> _drives = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lease> _volumes = new(StringComparer.Ordinal);

    public string Name => inner.Name;

    public IReadOnlyList<string> DriveNames => [.. inner.DriveNames.Where(IsServed)];

    /// <summary>How many leases the session has given back.</summary>
    public int Releases { get; private set; }

    /// <summary>All leases that the session has.</summary>
    public IEnumerable<Lease> Held => _drives.Values.Concat(_volumes.Values);

    /// <summary>The drive with a volume, or, where no volume is named, the only one in use; <see langword="null"/>: there is none such.</summary>
    public string? DriveWith(string? barcode) => barcode is null
        ? (_drives.Keys.ToList() is [var only] ? only : null)
        : _volumes.FirstOrDefault(pair => pair.Value.Resource == VolumeResource(barcode)).Key;

    public static string DriveResource(string library, string drive) => $"drive:{library}/{drive}";

    public static string VolumeResource(string barcode) => $"volume:{barcode}";

    // Drives of other nodes are not here; what is in them cannot be reached.
    public IReadOnlyList<LibraryElement> Inventory() => [.. inner.Inventory().Where(element => element.Kind != ElementKind.Drive || IsServed(element.DriveName!))];

    public ITapeDrive OpenDrive(string driveName)
    {
        var lease = leases.TryTake(DriveResource(inner.Name, driveName)) ?? throw new DriveBusyException($"Drive {driveName} is in use by another node or run.");
        var isOpen = false;
        try
        {
            TakeLoaded(driveName);
            var drive = inner.OpenDrive(driveName);
            isOpen = true;
            _drives[driveName] = lease;
            return new LeasedDrive(drive, lease, () => _volumes.GetValueOrDefault(driveName), () => Close(driveName));
        }
        finally
        {
            if (!isOpen)
                leases.GiveBack(lease);
        }
    }

    public MoveResult Move(int source, int destination, CancellationToken cancellationToken = default)
    {
        var elements = inner.Inventory();
        var target = elements.FirstOrDefault(element => element.Address == destination);
        var barcode = elements.FirstOrDefault(element => element.Address == source)?.Barcode;
        if (target?.Kind != ElementKind.Drive || barcode is null)
            return MoveOut(elements.FirstOrDefault(element => element.Address == source), source, destination, cancellationToken);
        if (leases.TryTake(VolumeResource(barcode)) is not { } lease)
            return new MoveResult(MoveStatus.SourceEmpty, $"volume {barcode} is in use by another node or run");
        var isIn = false;
        try
        {
            var move = inner.Move(source, destination, cancellationToken);
            if (move.IsDone)
                (_volumes[target.DriveName!], isIn) = (lease, true);
            return move;
        }
        finally
        {
            // Also after an exception: nobody else would ever give it back, and the volume would be nobody's until this process ends.
            if (!isIn)
                leases.GiveBack(lease);
        }
    }

    /// <summary>Gives back what the session still has; volumes may stay in their drives.</summary>
    public void Dispose()
    {
        foreach (var drive in _drives.Keys.ToList())
            Close(drive);
        foreach (var drive in _volumes.Keys.ToList())
            Release(drive);
    }

    private MoveResult MoveOut(LibraryElement? from, int source, int destination, CancellationToken cancellationToken)
    {
        if (from?.DriveName is { } drive && _volumes.TryGetValue(drive, out var held) && !held.IsHeld)
            return new MoveResult(MoveStatus.HardwareError, $"the lease of {held.Resource} was lost; another node may have the volume by now");
        var move = inner.Move(source, destination, cancellationToken);
        if (move.IsDone && from?.DriveName is { } emptied)
            Release(emptied);
        return move;
    }

    // The volume that is in a drive already is the session's from here on, too.
    private void TakeLoaded(string driveName)
    {
        if (_volumes.ContainsKey(driveName) || inner.Inventory().FirstOrDefault(element => element.DriveName == driveName)?.Barcode is not { } barcode)
            return;
        _volumes[driveName] = leases.TryTake(VolumeResource(barcode)) ?? throw new DriveBusyException($"Volume {barcode} in {driveName} is in use by another node or run.");
    }

    private bool IsServed(string drive) => served.Count == 0 || served.Contains(drive);

    // The volume stays the session's: a drive is closed before its cartridge moves out.
    private void Close(string driveName)
    {
        if (_drives.TryRemove(driveName, out var lease))
            GiveBack(lease);
    }

    private void Release(string driveName)
    {
        if (_volumes.TryRemove(driveName, out var lease))
            GiveBack(lease);
    }

    private void GiveBack(Lease lease)
    {
        leases.GiveBack(lease);
        Releases++;
    }
}
