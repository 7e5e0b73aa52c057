using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Media;

namespace TapeFlows.Backup.Volumes;

/// <summary>
/// One run's use of a library: mounts volumes, keeps the last one of each drive loaded until something else is needed there, and puts every
/// cartridge back where it came from. One caller at a time.
/// </summary>
public sealed class LibrarySession : IVolumeSupply, IAsyncDisposable
{
    private static readonly TimeSpan ReadyPoll = TimeSpan.FromSeconds(2);
    private readonly ITapeLibrary _library;
    private readonly ICatalog _catalog;
    private readonly VolumeChoice _choice;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, HeldDrive> _held = new(StringComparer.Ordinal);

    /// <summary>A session on a library.</summary>
    /// <param name="library">The library; not disposed by the session.</param>
    /// <param name="catalog">Knows which volumes can be written to.</param>
    /// <param name="clock">For waiting until a drive is ready.</param>
    public LibrarySession(ITapeLibrary library, ICatalog catalog, TimeProvider clock)
    {
        _library = library;
        _catalog = catalog;
        _clock = clock;
        _choice = new VolumeChoice(library, catalog);
    }

    /// <summary>The volume to write on first, when it was chosen before.</summary>
    public string? Preferred { get; set; }

    /// <summary>Only this drive is used; <see langword="null"/>: any.</summary>
    public string? DriveName { get; set; }

    /// <summary>Whether the library has a volume that a writer could be given; who works with it now does not matter.</summary>
    public static Task<bool> HasForWritingAsync(ITapeLibrary library, ICatalog catalog, VolumeRequest request, CancellationToken cancellationToken) =>
        new VolumeChoice(library, catalog).IsThereAsync(request, cancellationToken);

    /// <summary>The volume that a write to a pool would begin on, without mounting it.</summary>
    /// <exception cref="NoVolumeException">There is none.</exception>
    public async Task<string> ChooseAsync(VolumeRequest request, CancellationToken cancellationToken)
    {
        if (Preferred is { } preferred && !request.Refused.Contains(preferred))
            return preferred;
        var busy = new List<string>();
        while (true)
        {
            try
            {
                var barcode = await _choice.ChooseAsync(request with { Refused = request.Refused.Union(busy).ToHashSet(StringComparer.Ordinal) }, cancellationToken);
                if (IsWithinReach(barcode))
                    return barcode;
                busy.Add(barcode);
            }
            catch (NoVolumeException e) when (busy.Count > 0)
            {
                throw new NoVolumeException(
                    $"{e.Message} Another process works with {string.Join(", ", busy)}: if that is where this set is to go on, run again when it has finished.") { Request = request };
            }
        }
    }

    /// <inheritdoc/>
    /// <exception cref="VolumeMismatchException">The volume that was chosen may not be written; ask again without it.</exception>
    public async Task<MountedVolume> NextForWritingAsync(VolumeRequest request, CancellationToken cancellationToken)
    {
        var mounted = await MountAsync(await ChooseAsync(request, cancellationToken), cancellationToken);
        try
        {
            await VolumeAdmission.InspectAsync(mounted, _catalog, request.Pool, cancellationToken);
            return mounted;
        }
        catch (TapeException)
        {
            await ReturnAsync(mounted, cancellationToken);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<MountedVolume> ForReadingAsync(string barcode, CancellationToken cancellationToken) => MountAsync(barcode, cancellationToken);

    /// <inheritdoc/>
    public Task ReturnAsync(MountedVolume volume, CancellationToken cancellationToken)
    {
        // It stays loaded: a verify or the next set often wants the same volume, and a load costs a minute and wear.
        if (_held.TryGetValue(volume.Drive.Name, out var held))
            held.IsInUse = false;
        return Task.CompletedTask;
    }

    /// <summary>Brings a volume into a drive and waits until it is ready.</summary>
    /// <exception cref="NoVolumeException">It is not in the library.</exception>
    /// <exception cref="TapeException">The changer or the drive failed, or every drive is in use.</exception>
    public async Task<MountedVolume> MountAsync(string barcode, CancellationToken cancellationToken)
    {
        if (CleaningCartridge.Is(barcode))
            throw new TapeException($"{barcode} is a cleaning cartridge: no data is read from it or written to it. It stays in its slot; clean a drive with 'tapeflows library clean'.");
        var place = _library.Inventory().FirstOrDefault(element => string.Equals(element.Barcode, barcode, StringComparison.Ordinal))
            ?? throw new NoVolumeException($"Volume {barcode} is not in library {_library.Name}. Put it into an import slot (or a storage slot) and try again.") { Barcode = barcode };
        var held = place.Kind == ElementKind.Drive ? HoldLoaded(place) : await BringAsync(place, cancellationToken);
        await WaitUntilReadyAsync(held.Drive, barcode, cancellationToken);
        held.IsInUse = true;
        return new MountedVolume(barcode, held.Drive);
    }

    /// <summary>Cleans a drive: brings a cleaning cartridge in, waits until the drive is done with it, and puts it back.</summary>
    /// <param name="barcode">The cleaning cartridge; <see langword="null"/>: the first one of the library.</param>
    /// <param name="cancellationToken">Gives up waiting; the cartridge is put back in any case.</param>
    /// <returns>Which drive was cleaned with which cartridge, and what the drive tells then.</returns>
    /// <exception cref="NoVolumeException">There is no such cartridge in the library.</exception>
    /// <exception cref="TapeException">It is used up or no cleaning cartridge, the changer or the drive failed, or the drive still asks to be cleaned.</exception>
    public async Task<(string Drive, string Barcode, DriveCondition Condition)> CleanAsync(string? barcode, CancellationToken cancellationToken)
    {
        var place = CleaningPlace(barcode);
        var held = place.Kind == ElementKind.Drive ? HoldLoaded(place) : await BringAsync(place, cancellationToken);
        TapeResult result;
        DriveCondition condition = default;
        try
        {
            while ((result = await TapeThread.RunAsync(() => held.Drive.Load(cancellationToken))).Status == TapeStatus.BecomingReady)
                await Task.Delay(ReadyPoll, _clock, cancellationToken);
            var asked = held.Drive is IDriveHealth health ? health.ReadCondition(out condition) : TapeResult.Done;
            if (!asked.IsDone)
                throw TapeException.From(asked, "ask for the state after cleaning", place.Barcode!, held.Drive.Name);
        }
        finally
        {
            await TapeThread.RunAsync(() => PutBack(held, CancellationToken.None));
        }

        RequireClean(result, condition, place.Barcode!, held.Drive.Name);
        return (held.Drive.Name, place.Barcode!, condition);
    }

    private LibraryElement CleaningPlace(string? barcode)
    {
        if (barcode is not null && !CleaningCartridge.Is(barcode))
            throw new TapeException($"{barcode} is not the barcode of a cleaning cartridge (CLNxxxLx). Nothing was moved.");
        return _library.Inventory().FirstOrDefault(element => element.Barcode is { } there && (barcode is null ? CleaningCartridge.Is(there) : there == barcode))
            ?? throw new NoVolumeException($"{(barcode is null ? "No cleaning cartridge (CLNxxxLx)" : $"Cleaning cartridge {barcode}")} is in library {_library.Name}. Put one into an import slot (or a storage slot) and try again.") { Barcode = barcode };
    }

    // The drive lets go of a cleaning cartridge when it is done with it, so a medium that became ready is none.
    private static void RequireClean(TapeResult result, DriveCondition condition, string barcode, string drive)
    {
        if (result.IsDone || (condition.Alerts & TapeAlerts.InvalidCleaningMedia) != TapeAlerts.None)
            throw new TapeException($"{barcode} cannot clean {drive}: the drive does not take it for a cleaning cartridge. It is back in its slot; look at its label.");
        if (result.Status != TapeStatus.NoMedium)
            throw TapeException.From(result, "clean", barcode, drive);
        if ((condition.Alerts & TapeAlerts.ExpiredCleaningMedia) != TapeAlerts.None)
            throw new TapeException($"Cleaning cartridge {barcode} is used up, and {drive} was not cleaned. Take it out, put a new one in and clean again.");
        if (condition.NeedsCleaning)
            throw new TapeException($"{drive} asks to be cleaned still, after {barcode} was used. Try another cleaning cartridge; if that does not help, have the drive looked at.");
    }

    /// <summary>Unloads a volume and puts it back into its slot. Does nothing when this session does not hold it.</summary>
    public async Task EjectAsync(string barcode, CancellationToken cancellationToken)
    {
        foreach (var held in _held.Values.Where(held => held.Barcode == barcode).ToList())
            await TapeThread.RunAsync(() => PutBack(held, cancellationToken));
    }

    /// <summary>Unloads every volume that this session holds and puts each back into its slot.</summary>
    public async Task EjectAllAsync(CancellationToken cancellationToken)
    {
        foreach (var held in _held.Values.ToList())
            await TapeThread.RunAsync(() => PutBack(held, cancellationToken));
    }

    /// <summary>
    /// Takes volumes in hand that stand in drives and that nobody works with: an earlier session, whose process is gone, left them there. What another one has is left alone.
    /// </summary>
    public void TakeUp(IEnumerable<string> barcodes)
    {
        foreach (var barcode in barcodes)
            IsWithinReach(barcode);
    }

    /// <summary>Whether no other process works with a volume. One that is in a drive already is this session's from here on.</summary>
    private bool IsWithinReach(string barcode)
    {
        var place = _library.Inventory().FirstOrDefault(element => element.Kind == ElementKind.Drive && element.Barcode == barcode);
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
        var opened = _library.OpenDrive(name);
        if (!_library.Inventory().Any(element => element.Address == drive.Address && element.Barcode == drive.Barcode))
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
        var move = await TapeThread.RunAsync(() => _library.Move(place.Address, element.Address, cancellationToken));
        if (move.IsDone)
            return _held[drive.Name] = new HeldDrive(drive, element.Address, place.Barcode!, place.Address);
        drive.Dispose();
        throw move.Status == MoveStatus.SourceEmpty
            ? new VolumeMismatchException($"Volume {place.Barcode} was taken out of its slot a moment ago by another process or a person. It is not touched; run again.") { Barcode = place.Barcode!, MayPass = true }
            : new TapeException($"The changer of {_library.Name} could not move volume {place.Barcode} into {drive.Name}: {move.Status} {move.Detail}. The volume is where it was; look at the library and run again.") { MayPass = move.Status == MoveStatus.HardwareError };
    }

    /// <summary>Opens an empty drive, or one that can be emptied: of this session and idle, or held by nobody.</summary>
    private (LibraryElement Element, ITapeDrive Drive) ClaimDrive(string barcode, CancellationToken cancellationToken)
    {
        var drives = _library.Inventory()
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
                return (drive, _library.OpenDrive(drive.DriveName!));
            }
            catch (DriveBusyException)
            {
                // Another process works with it.
            }
        }

        throw new NoDriveException($"Every drive of library {_library.Name} is in use, by this run or another process; volume {barcode} stays in its slot. Run again when one is free.") { MayPass = true };
    }

    private void PutBack(HeldDrive held, CancellationToken cancellationToken)
    {
        if (!held.IsUnloaded)
            Unload(held, cancellationToken);
        else if (!_library.Inventory().Any(element => element.Address == held.DriveAddress && element.Barcode == held.Barcode))
        {
            // Somebody has taken it out meanwhile; what is in the drive now is not this session's.
            _held.Remove(held.Drive.Name);
            return;
        }

        var move = _library.Move(held.DriveAddress, HomeOf(held), cancellationToken);
        if (!move.IsDone)
            throw new TapeException($"The changer of {_library.Name} could not put volume {held.Barcode} back: {move.Status} {move.Detail}. It is unloaded in {held.Drive.Name}.") { MayPass = move.Status == MoveStatus.HardwareError };
        _held.Remove(held.Drive.Name);
    }

    // What is unloaded and could not be moved stays in hand: who asks again has it moved.
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
        var elements = _library.Inventory();
        if (held.HomeSlot is { } home && elements.Any(element => element.Address == home && !element.IsFull))
            return home;
        return elements.FirstOrDefault(element => element.Kind == ElementKind.Storage && !element.IsFull)?.Address
            ?? throw new TapeException($"Library {_library.Name} has no empty storage slot for volume {held.Barcode}. Remove a cartridge and run again; nothing is lost.");
    }

    private async Task WaitUntilReadyAsync(ITapeDrive drive, string barcode, CancellationToken cancellationToken)
    {
        while (true)
        {
            var loaded = drive.Medium is not null && drive.Status().IsDone
                ? TapeResult.Done
                : await TapeThread.RunAsync(() => drive.Load(cancellationToken));
            if (loaded.IsDone)
                return;
            // A new LTO-9 medium takes up to two hours to become ready: never give up by the clock.
            if (loaded.Status != TapeStatus.BecomingReady)
                throw TapeException.From(loaded, "load", barcode, drive.Name);
            await Task.Delay(ReadyPoll, _clock, cancellationToken);
        }
    }

    /// <summary>Puts every volume back.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var held in _held.Values.ToList())
        {
            try
            {
                await TapeThread.RunAsync(() => PutBack(held, CancellationToken.None));
            }
            catch (TapeException)
            {
                // The work is done or has told its own error; the cartridge is safe in the drive and the next run can unload it.
                if (!held.IsUnloaded)
                    held.Drive.Dispose();
            }
        }

        _held.Clear();
    }

    private sealed record HeldDrive(ITapeDrive Drive, int DriveAddress, string Barcode, int? HomeSlot)
    {
        public bool IsInUse { get; set; }

        public bool IsUnloaded { get; set; }
    }
}
