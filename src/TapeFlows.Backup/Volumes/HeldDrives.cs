using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;

namespace TapeFlows.Backup.Volumes;

/// <summary>
/// The drives of a library that a session has in hand, each with the volume in it: a drive is opened, and so closed to other processes, as long as it is one of these.
/// </summary>
internal sealed class HeldDrives(ITapeLibrary library)
{
    private const int MostSlotTries = 16;

    private readonly Dictionary<string, HeldDrive> _held = new(StringComparer.Ordinal);

    /// <summary>Only this drive is used; <see langword="null"/>: any.</summary>
    public string? DriveName { get; set; }

    /// <summary>Those in hand now.</summary>
    public IReadOnlyList<HeldDrive> All => [.. _held.Values];

    /// <summary>The drive of a name, if it is in hand.</summary>
    public HeldDrive? Find(string name) => _held.GetValueOrDefault(name);

    /// <summary>Has no drive in hand any more.</summary>
    public void Clear() => _held.Clear();

    /// <summary>Takes the volume of a place in hand: as it stands in its drive, or brought into one.</summary>
    /// <exception cref="TapeException">The changer failed, every drive is in use, or another process works with the volume.</exception>
    public Task<HeldDrive> TakeAsync(LibraryElement place, CancellationToken cancellationToken) =>
        place.Kind == ElementKind.Drive ? Task.FromResult(HoldLoaded(place)) : BringAsync(place, cancellationToken);

    /// <summary>Whether no other process works with a volume. One that is in a drive already is in hand from here on.</summary>
    public bool IsWithinReach(string barcode)
    {
        var place = library.Inventory().FirstOrDefault(element => element.Kind == ElementKind.Drive && element.Barcode == barcode);
        try
        {
            if (place is not null)
                Hold(place);
            return true;
        }
        catch (DriveBusyException)
        {
            return false;
        }
    }

    private HeldDrive HoldLoaded(LibraryElement drive)
    {
        try
        {
            return Hold(drive);
        }
        catch (DriveBusyException)
        {
            throw new VolumeMismatchException(
                $"Volume {drive.Barcode} is in {drive.DriveName}, which another process is working with. It is not touched; use another volume or wait.")
            {
                Barcode = drive.Barcode!,
                MayPass = true,
            };
        }
    }

    private HeldDrive Hold(LibraryElement drive)
    {
        var name = drive.DriveName!;
        if (_held.TryGetValue(name, out var known) && !known.IsUnloaded)
            return known;
        var opened = library.OpenDrive(name);
        if (!library.Inventory().Any(element => element.Address == drive.Address && element.Barcode == drive.Barcode))
        {
            // Between the look and the opening, whoever had the drive was putting the volume away.
            opened.Dispose();
            throw new DriveBusyException($"Volume {drive.Barcode} was taken out of {name} a moment ago.");
        }

        return _held[name] = new HeldDrive(opened, drive.Address, drive.Barcode!, known is not null && known.Barcode == drive.Barcode ? known.HomeSlot : null);
    }

    private async Task<HeldDrive> BringAsync(LibraryElement place, CancellationToken cancellationToken)
    {
        // The drive is opened, and so closed to other processes, before the cartridge moves: nobody can take either from between.
        var (element, drive) = await TapeThread.RunAsync(() => ClaimDrive(place.Barcode!, cancellationToken));
        var move = await TapeThread.RunAsync(() => library.Move(place.Address, element.Address, cancellationToken));
        if (move.IsDone)
            return _held[drive.Name] = new HeldDrive(drive, element.Address, place.Barcode!, place.Address);
        drive.Dispose();
        throw move.Status == MoveStatus.SourceEmpty
            ? new VolumeMismatchException($"Volume {place.Barcode} was taken out of its slot a moment ago by another process or a person. It is not touched; run again.") { Barcode = place.Barcode!, MayPass = true }
            : new TapeException($"The changer of {library.Name} could not move volume {place.Barcode} into {drive.Name}: {move.Status} {move.Detail}. The volume is where it was; look at the library and run again.") { MayPass = move.Status == MoveStatus.HardwareError };
    }

    /// <summary>Opens an empty drive, or one that can be emptied: of this session and idle, or held by nobody.</summary>
    private (LibraryElement Element, ITapeDrive Drive) ClaimDrive(string barcode, CancellationToken cancellationToken)
    {
        var drives = library.Inventory()
            .Where(element => element.Kind == ElementKind.Drive && (DriveName is null || element.DriveName == DriveName))
            .ToList();
        foreach (var drive in drives.OrderBy(drive => drive.IsFull))
        {
            if (_held.TryGetValue(drive.DriveName!, out var held) && held.IsInUse)
                continue;
            try
            {
                if (drive.IsFull)
                    PutBack(held ?? Hold(drive), cancellationToken);
                return (drive, library.OpenDrive(drive.DriveName!));
            }
            catch (DriveBusyException)
            {
                // Another process works with it.
            }
        }

        throw new NoDriveException($"Every drive of library {library.Name} is in use, by this run or another process; volume {barcode} stays in its slot. Run again when one is free.") { MayPass = true };
    }

    /// <summary>Unloads a drive and puts its volume back where it came from.</summary>
    /// <exception cref="TapeException">The drive or the changer failed; the volume stays in hand, and who asks again has it moved.</exception>
    public void PutBack(HeldDrive held, CancellationToken cancellationToken)
    {
        if (!held.IsUnloaded)
            Unload(held, cancellationToken);
        else if (!library.Inventory().Any(element => element.Address == held.DriveAddress && element.Barcode == held.Barcode))
        {
            // Somebody has taken it out meanwhile; what is in the drive now is not this session's.
            _held.Remove(held.Drive.Name);
            return;
        }

        // A slot that was empty at the look may have been filled since, by another process or a person.
        var move = library.Move(held.DriveAddress, HomeOf(held), cancellationToken);
        for (var tries = 1; move.Status == MoveStatus.DestinationFull && tries < MostSlotTries; tries++)
            move = library.Move(held.DriveAddress, HomeOf(held), cancellationToken);
        // Unloaded it is nobody's any more: whoever took it from there, or loaded it again, puts it back.
        var isAnothers = move.Status is MoveStatus.SourceEmpty or MoveStatus.DriveNotUnloaded;
        if (!move.IsDone && !isAnothers)
            throw new TapeException($"The changer of {library.Name} could not put volume {held.Barcode} back: {move.Status} {move.Detail}. It is unloaded in {held.Drive.Name}.") { MayPass = move.Status is MoveStatus.HardwareError or MoveStatus.DestinationFull };
        _held.Remove(held.Drive.Name);
    }

    private static void Unload(HeldDrive held, CancellationToken cancellationToken)
    {
        var unloaded = held.Drive.Unload(cancellationToken);
        if (!unloaded.IsDone && unloaded.Status != TapeStatus.NoMedium)
            throw TapeException.From(unloaded, "unload", held.Barcode, held.Drive.Name);
        held.Drive.Dispose();
        held.IsUnloaded = true;
    }

    private int HomeOf(HeldDrive held)
    {
        var elements = library.Inventory();
        if (held.HomeSlot is { } home && elements.Any(element => element.Address == home && !element.IsFull))
            return home;
        return elements.FirstOrDefault(element => element.Kind == ElementKind.Storage && !element.IsFull)?.Address
            ?? throw new TapeException($"Library {library.Name} has no empty storage slot for volume {held.Barcode}. Remove a cartridge and run again; nothing is lost.");
    }
}

/// <summary>A drive in hand, with the volume in it.</summary>
/// <param name="Drive">The drive.</param>
/// <param name="DriveAddress">Its element address.</param>
/// <param name="Barcode">The volume.</param>
/// <param name="HomeSlot">Where it came from; <see langword="null"/>: not known.</param>
internal sealed record HeldDrive(ITapeDrive Drive, int DriveAddress, string Barcode, int? HomeSlot)
{
    /// <summary>Whether somebody reads or writes it; else it may be put back when the drive is needed.</summary>
    public bool IsInUse { get; set; }

    /// <summary>Whether it was unloaded and only waits to be moved.</summary>
    public bool IsUnloaded { get; set; }
}
