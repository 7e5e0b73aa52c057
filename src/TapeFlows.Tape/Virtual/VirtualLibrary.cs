using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Media;
using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>
/// A tape library kept in one directory: <c>library.json</c>, <c>cartridges/BARCODE/</c> and lock files. Any number of processes may have it open; each
/// sees what the others move.
/// </summary>
public sealed class VirtualLibrary : ITapeLibrary
{
    private const int FirstDrive = 1;
    private const int FirstImportExport = 101;
    private const int FirstStorage = 1001;

    private readonly TimeProvider _time;

    private VirtualLibrary(string directory, TimeProvider? time)
    {
        Path = System.IO.Path.GetFullPath(directory);
        Name = System.IO.Path.GetFileName(Path.TrimEnd(System.IO.Path.DirectorySeparatorChar));
        _time = time ?? TimeProvider.System;
        var state = State();
        MediumType = state.MediumType;
        Capacity = state.Capacity;
        MaxBlockSize = state.MaxBlockSize;
        DriveNames = [.. state.Places.Where(place => place.Kind == ElementKind.Drive).Select(place => place.DriveName!)];
    }

    /// <summary>Its directory.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public IReadOnlyList<string> DriveNames { get; }

    /// <summary>The generation of its media.</summary>
    public string MediumType { get; }

    /// <summary>Bytes on a new cartridge.</summary>
    public long Capacity { get; }

    /// <summary>The longest block its drives take.</summary>
    public int MaxBlockSize { get; }

    /// <summary>Whether there is a virtual library in a directory.</summary>
    public static bool Exists(string directory) => File.Exists(LibraryState.PathIn(directory));

    /// <summary>Makes a library with blank cartridges in its first storage slots.</summary>
    /// <param name="directory">Where; made if it is not there.</param>
    /// <param name="options">Its shape.</param>
    /// <param name="time">The clock of its drives' timing.</param>
    /// <exception cref="VirtualLibraryException">There is one already, or the options make no sense; the message says which.</exception>
    public static VirtualLibrary Create(string directory, VirtualLibraryOptions options, TimeProvider? time = null)
    {
        options.Validate();
        if (Exists(directory))
            throw new VirtualLibraryException($"There is a virtual library in '{directory}' already; it was left as it is.");

        var generation = options.Generation;
        var places = new List<LibraryPlace>();
        for (var drive = 0; drive < options.Drives; drive++)
            places.Add(new LibraryPlace(FirstDrive + drive, ElementKind.Drive, DriveName: $"drive{drive}"));
        for (var slot = 0; slot < options.Slots; slot++)
            places.Add(new LibraryPlace(FirstStorage + slot, ElementKind.Storage, FirstCartridge(slot)));
        for (var slot = 0; slot < options.ImportExportSlots; slot++)
            places.Add(new LibraryPlace(FirstImportExport + slot, ElementKind.ImportExport));

        foreach (var barcode in places.Select(place => place.Barcode).OfType<string>())
            VirtualCartridge.Create(CartridgePath(directory, barcode), barcode, options.CapacityInUse, generation.Name);
        Directory.CreateDirectory(directory);
        new LibraryState
        {
            MediumType = generation.Name,
            Capacity = options.CapacityInUse,
            MaxBlockSize = options.MaxBlockSize,
            BarcodePrefix = options.BarcodePrefix,
            RealisticTiming = options.RealisticTiming,
            Places = places,
        }.Write(directory);
        return new VirtualLibrary(directory, time);

        string? FirstCartridge(int slot) =>
            slot < (options.Cartridges ?? options.Slots) ? Barcode.Make(options.BarcodePrefix, slot + 1, generation) : null;
    }

    /// <summary>Opens the library in a directory.</summary>
    /// <exception cref="VirtualLibraryException">There is none, or its state cannot be read.</exception>
    public static VirtualLibrary Open(string directory, TimeProvider? time = null) => new(directory, time);

    /// <inheritdoc/>
    public IReadOnlyList<LibraryElement> Inventory() =>
        [.. State().Places.Select(place => new LibraryElement(place.Address, place.Kind, place.Barcode, place.DriveName))];

    /// <inheritdoc/>
    public MoveResult Move(int source, int destination, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var changing = Change();
        var state = State();
        if (state.At(source) is not { } origin)
            return new MoveResult(MoveStatus.NoSuchElement, $"There is no element {source}.");
        if (state.At(destination) is not { } target)
            return new MoveResult(MoveStatus.NoSuchElement, $"There is no element {destination}.");
        if (origin.Barcode is null)
            return new MoveResult(MoveStatus.SourceEmpty, $"There is no cartridge in element {source}.");
        if (target.Barcode is not null)
            return new MoveResult(MoveStatus.DestinationFull, $"{target.Barcode} is in element {destination}.");
        if (origin.Loaded)
            return new MoveResult(MoveStatus.DriveNotUnloaded, $"{origin.DriveName} still holds {origin.Barcode}: unload it first.");

        state.With(origin with { Barcode = null }).With(target with { Barcode = origin.Barcode }).Write(Path);
        return new MoveResult(MoveStatus.Done);
    }

    /// <inheritdoc/>
    public ITapeDrive OpenDrive(string driveName)
    {
        var state = State();
        if (state.Drive(driveName) is null)
            throw new VirtualLibraryException($"Library {Name} has no drive '{driveName}'; it has {string.Join(", ", DriveNames)}.");
        var bay = VirtualDriveBay.TryOpen(this, driveName)
            ?? throw new DriveBusyException($"Drive {driveName} of library {Name} is open already, here or in another process. Wait until it is given back.");
        try
        {
            return new VirtualDrive(driveName, MaxBlockSize, bay, state.RealisticTiming ? new DriveTiming(LtoGeneration.Find(state.MediumType)!, _time) : null);
        }
        catch
        {
            bay.Dispose();
            throw;
        }
    }

    /// <summary>All its cartridges, in elements or on the shelf beside it, by barcode.</summary>
    public IReadOnlyList<VirtualCartridge> Cartridges() =>
        [.. Directory.EnumerateDirectories(CartridgePath(Path, ""))
            .Where(directory => File.Exists(System.IO.Path.Combine(directory, "cartridge.json")))
            .Order(StringComparer.Ordinal)
            .Select(VirtualCartridge.Open)];

    /// <summary>Finds a cartridge, in an element or on the shelf; <see langword="null"/> when there is none of that barcode.</summary>
    public VirtualCartridge? FindCartridge(string barcode) =>
        Barcode.IsValid(barcode) && Directory.Exists(CartridgePath(Path, barcode)) ? VirtualCartridge.Open(CartridgePath(Path, barcode)) : null;

    /// <summary>
    /// Puts a cartridge into a free slot: a new blank one, or one that was removed and stands on the shelf.
    /// </summary>
    /// <param name="barcode">Its barcode; <see langword="null"/> takes the next free number for a new one.</param>
    /// <param name="into">A storage or an import/export slot.</param>
    /// <param name="capacity">Bytes on a new cartridge; <see langword="null"/> for the library's <see cref="Capacity"/>.</param>
    /// <param name="worm">Whether a new cartridge can be written once only.</param>
    /// <exception cref="VirtualLibraryException">There is no free slot, the barcode cannot be used, or it is in the library already.</exception>
    public VirtualCartridge AddCartridge(string? barcode = null, ElementKind into = ElementKind.Storage, long? capacity = null, bool worm = false)
    {
        using var changing = Change();
        var state = State();
        barcode ??= NextBarcode(state, worm);
        if (!Barcode.IsValid(barcode))
            throw new VirtualLibraryException($"'{barcode}' cannot be a barcode: 1 to 32 capital letters and digits.");
        if (state.Holding(barcode) is { } present)
            throw new VirtualLibraryException($"{barcode} is in element {present.Address} already.");
        var place = state.Places.Find(candidate => candidate.Kind == into && candidate.Barcode is null)
            ?? throw new VirtualLibraryException($"There is no free {(into == ElementKind.Storage ? "storage" : "import/export")} slot in library {Name}.");

        var cartridge = FindCartridge(barcode)
            ?? VirtualCartridge.Create(CartridgePath(Path, barcode), barcode, capacity ?? state.Capacity, state.MediumType, worm);
        state.With(place with { Barcode = barcode }).Write(Path);
        return cartridge;
    }

    /// <summary>Takes a cartridge out of its slot and puts it on the shelf; its data stays.</summary>
    /// <exception cref="VirtualLibraryException">It is in no slot: in a drive, on the shelf, or unknown.</exception>
    public void RemoveCartridge(string barcode)
    {
        using var changing = Change();
        var state = State();
        var place = state.Holding(barcode) ?? throw new VirtualLibraryException($"{barcode} is in no element of library {Name}.");
        if (place.Kind == ElementKind.Drive)
            throw new VirtualLibraryException($"{barcode} is in {place.DriveName}: move it to a slot first.");
        state.With(place with { Barcode = null }).Write(Path);
    }

    /// <summary>Sets or clears the write-protect tab of a cartridge.</summary>
    /// <exception cref="VirtualLibraryException">There is no such cartridge.</exception>
    /// <exception cref="DriveBusyException">It is in an open drive.</exception>
    public void SetWriteProtect(string barcode, bool isWriteProtected) =>
        VirtualCartridge.SetWriteProtect(
            (FindCartridge(barcode) ?? throw new VirtualLibraryException($"There is no cartridge {barcode} in library {Name}.")).Path, isWriteProtected);

    /// <summary>Has a drive raise alerts, as dirt and wear do; <see cref="TapeAlerts.CleanNow"/> and <see cref="TapeAlerts.CleanPeriodic"/> also have it ask to be cleaned.</summary>
    /// <exception cref="VirtualLibraryException">There is no such drive.</exception>
    public void Raise(string driveName, TapeAlerts alerts) =>
        Tell(driveName, told => new DriveCondition(told.Alerts | alerts, told.NeedsCleaning || (alerts & (TapeAlerts.CleanNow | TapeAlerts.CleanPeriodic)) != TapeAlerts.None));

    internal DriveCondition Tell(string driveName, Func<DriveCondition, DriveCondition> change)
    {
        using var changing = Change();
        var state = State();
        var drive = state.Drive(driveName) ?? throw new VirtualLibraryException($"Library {Name} has no drive '{driveName}'; it has {string.Join(", ", DriveNames)}.");
        var before = new DriveCondition(drive.Alerts ?? TapeAlerts.None, drive.NeedsCleaning ?? false);
        var after = change(before);
        if (after != before)
            state.With(drive with { Alerts = after.Alerts == TapeAlerts.None ? null : after.Alerts, NeedsCleaning = after.NeedsCleaning ? true : null }).Write(Path);
        return before;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held between calls: the state is in the directory, the locks belong to the drives.
    }

    internal static string CartridgePath(string directory, string barcode) => System.IO.Path.Combine(directory, "cartridges", barcode);

    internal LibraryState State() => LibraryState.Read(Path);

    internal FileLock Change() => FileLock.Wait(System.IO.Path.Combine(Path, "library.lock"));

    private string NextBarcode(LibraryState state, bool worm)
    {
        var generation = LtoGeneration.Find(state.MediumType)!;
        for (var number = 1; ; number++)
        {
            var barcode = Barcode.Make(state.BarcodePrefix, number, generation, worm);
            if (!Directory.Exists(CartridgePath(Path, barcode)))
                return barcode;
        }
    }
}
