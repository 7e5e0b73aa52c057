using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>A drive's place in a virtual library.</summary>
internal sealed class VirtualDriveBay : IVirtualDriveBay
{
    private readonly VirtualLibrary _library;
    private readonly string _driveName;
    private readonly FileLock _lock;
    private string? _barcode;

    private VirtualDriveBay(VirtualLibrary library, string driveName, FileLock driveLock)
    {
        _library = library;
        _driveName = driveName;
        _lock = driveLock;
    }

    public static VirtualDriveBay? TryOpen(VirtualLibrary library, string driveName) =>
        FileLock.TryTake(Path.Combine(library.Path, driveName + ".lock")) is { } taken ? new VirtualDriveBay(library, driveName, taken) : null;

    public string? Inserted()
    {
        _barcode = _library.State().Drive(_driveName)!.Barcode;
        return _barcode is null ? null : VirtualLibrary.CartridgePath(_library.Path, _barcode);
    }

    public DriveCondition Tell(Func<DriveCondition, DriveCondition> change) => _library.Tell(_driveName, change);

    public void Claim()
    {
        using var changing = _library.Change();
        var state = _library.State();
        var drive = state.Drive(_driveName)!;
        if (drive.Barcode != _barcode)
            throw new VirtualLibraryException($"The changer took {_barcode} out of {_driveName} while it was loading.");
        if (!drive.Loaded)
            state.With(drive with { Loaded = true }).Write(_library.Path);
    }

    public bool Release()
    {
        using var changing = _library.Change();
        var state = _library.State();
        var drive = state.Drive(_driveName)!;
        if (drive.Loaded)
            state.With(drive with { Loaded = false }).Write(_library.Path);
        return drive.Barcode is not null;
    }

    public void Dispose() => _lock.Dispose();
}
