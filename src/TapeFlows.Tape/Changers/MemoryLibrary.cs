using TapeFlows.Tape.Drives;

namespace TapeFlows.Tape.Changers;

/// <summary>A library kept in memory, for tests and trials. Elements are numbered as those of a virtual library.</summary>
public sealed class MemoryLibrary : ITapeLibrary
{
    private const int FirstDrive = 1;
    private const int FirstImportExport = 101;
    private const int FirstStorage = 1001;

    private readonly Lock _lock = new();
    private readonly int _maxBlockSize;
    private readonly MemoryDriveBay[] _bays;
    private readonly MemoryCartridge?[] _storage;
    private readonly MemoryCartridge?[] _importExport;

    /// <summary>Makes a library.</summary>
    /// <param name="cartridges">Go into the storage slots, one each.</param>
    /// <param name="drives">How many drives.</param>
    /// <param name="slots">Storage slots; at least as many as cartridges.</param>
    /// <param name="importExportSlots">Import/export slots.</param>
    /// <param name="maxBlockSize">The longest block its drives take.</param>
    public MemoryLibrary(IEnumerable<MemoryCartridge> cartridges, int drives = 1, int slots = 0, int importExportSlots = 1, int maxBlockSize = 1024 * 1024)
    {
        MemoryCartridge?[] given = [.. cartridges];
        _maxBlockSize = maxBlockSize;
        _bays = [.. Enumerable.Range(0, drives).Select(number => new MemoryDriveBay($"drive{number}"))];
        _storage = new MemoryCartridge?[Math.Max(slots, given.Length)];
        given.CopyTo(_storage, 0);
        _importExport = new MemoryCartridge?[importExportSlots];
    }

    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public IReadOnlyList<string> DriveNames => [.. _bays.Select(bay => bay.Name)];

    /// <inheritdoc/>
    public IReadOnlyList<LibraryElement> Inventory()
    {
        lock (_lock)
        {
            return
            [
                .. _bays.Select((bay, number) => new LibraryElement(FirstDrive + number, ElementKind.Drive, bay.Cartridge?.Barcode, bay.Name)),
                .. _storage.Select((cartridge, number) => new LibraryElement(FirstStorage + number, ElementKind.Storage, cartridge?.Barcode)),
                .. _importExport.Select((cartridge, number) => new LibraryElement(FirstImportExport + number, ElementKind.ImportExport, cartridge?.Barcode)),
            ];
        }
    }

    /// <inheritdoc/>
    public MoveResult Move(int source, int destination, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            if (!Exists(source) || !Exists(destination))
                return new MoveResult(MoveStatus.NoSuchElement, $"There is no element {(Exists(source) ? destination : source)}.");
            if (At(source) is not { } cartridge)
                return new MoveResult(MoveStatus.SourceEmpty, $"There is no cartridge in element {source}.");
            if (At(destination) is { } occupant)
                return new MoveResult(MoveStatus.DestinationFull, $"{occupant.Barcode} is in element {destination}.");
            if (Bay(source) is { IsLoaded: true } bay)
                return new MoveResult(MoveStatus.DriveNotUnloaded, $"{bay.Name} still holds {cartridge.Barcode}: unload it first.");
            Put(source, null);
            Put(destination, cartridge);
            return new MoveResult(MoveStatus.Done);
        }
    }

    /// <inheritdoc/>
    public ITapeDrive OpenDrive(string driveName)
    {
        lock (_lock)
        {
            var bay = Array.Find(_bays, candidate => string.Equals(candidate.Name, driveName, StringComparison.Ordinal))
                ?? throw new ArgumentException($"There is no drive '{driveName}'.", nameof(driveName));
            if (bay.IsOpen)
                throw new DriveBusyException($"Drive {driveName} is open already.");
            return new MemoryDrive(bay, _maxBlockSize);
        }
    }

    /// <summary>Puts a cartridge into the first free import/export slot, as a person does.</summary>
    /// <exception cref="InvalidOperationException">None is free.</exception>
    public void Insert(MemoryCartridge cartridge)
    {
        lock (_lock)
        {
            var slot = Array.FindIndex(_importExport, occupant => occupant is null);
            if (slot < 0)
                throw new InvalidOperationException($"No import/export slot is free for {cartridge.Barcode}.");
            _importExport[slot] = cartridge;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Nothing is held but memory.
    }

    private bool Exists(int address) => Bay(address) is not null || InSlots(address, FirstStorage, _storage) || InSlots(address, FirstImportExport, _importExport);

    private MemoryDriveBay? Bay(int address) => address >= FirstDrive && address < FirstDrive + _bays.Length ? _bays[address - FirstDrive] : null;

    private MemoryCartridge? At(int address) =>
        Bay(address) is { } bay ? bay.Cartridge
        : InSlots(address, FirstStorage, _storage) ? _storage[address - FirstStorage]
        : _importExport[address - FirstImportExport];

    private void Put(int address, MemoryCartridge? cartridge)
    {
        if (Bay(address) is { } bay)
            bay.Cartridge = cartridge;
        else if (InSlots(address, FirstStorage, _storage))
            _storage[address - FirstStorage] = cartridge;
        else
            _importExport[address - FirstImportExport] = cartridge;
    }

    private static bool InSlots(int address, int first, MemoryCartridge?[] slots) => address >= first && address < first + slots.Length;
}
