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
    /// <summary>How often a drive that gets a medium ready is asked.</summary>
    internal static readonly TimeSpan ReadyPoll = TimeSpan.FromSeconds(2);

    private readonly ITapeLibrary _library;
    private readonly ICatalog _catalog;
    private readonly VolumeChoice _choice;
    private readonly TimeProvider _clock;
    private readonly HeldDrives _drives;

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
        _drives = new HeldDrives(library);
    }

    /// <summary>The volume to write on first, when it was chosen before.</summary>
    public string? Preferred { get; set; }

    /// <summary>Only this drive is used; <see langword="null"/>: any.</summary>
    public string? DriveName
    {
        get => _drives.DriveName;
        set => _drives.DriveName = value;
    }

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
                if (_drives.IsWithinReach(barcode))
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
        if (_drives.Find(volume.Drive.Name) is { } held)
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
        var held = await _drives.TakeAsync(place, cancellationToken);
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
    public Task<(string Drive, string Barcode, DriveCondition Condition)> CleanAsync(string? barcode, CancellationToken cancellationToken) =>
        new DriveCleaning(_library, _drives, _clock).CleanAsync(barcode, cancellationToken);

    /// <summary>Unloads a volume and puts it back into its slot. Does nothing when this session does not hold it.</summary>
    public async Task EjectAsync(string barcode, CancellationToken cancellationToken)
    {
        foreach (var held in _drives.All.Where(held => held.Barcode == barcode))
            await TapeThread.RunAsync(() => _drives.PutBack(held, cancellationToken));
    }

    /// <summary>Unloads every volume that this session holds and puts each back into its slot.</summary>
    public async Task EjectAllAsync(CancellationToken cancellationToken)
    {
        foreach (var held in _drives.All)
            await TapeThread.RunAsync(() => _drives.PutBack(held, cancellationToken));
    }

    /// <summary>
    /// Takes volumes in hand that stand in drives and that nobody works with: an earlier session, whose process is gone, left them there. What another one has is left alone.
    /// </summary>
    public void TakeUp(IEnumerable<string> barcodes)
    {
        foreach (var barcode in barcodes)
            _drives.IsWithinReach(barcode);
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
        foreach (var held in _drives.All)
        {
            try
            {
                await TapeThread.RunAsync(() => _drives.PutBack(held, CancellationToken.None));
            }
            catch (TapeException)
            {
                // The work is done or has told its own error; the cartridge is safe in the drive and the next run can unload it.
                if (!held.IsUnloaded)
                    held.Drive.Dispose();
            }
        }

        _drives.Clear();
    }
}
