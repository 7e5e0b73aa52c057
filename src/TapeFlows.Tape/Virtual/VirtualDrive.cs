using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Posix;

namespace TapeFlows.Tape.Virtual;

/// <summary>A drive whose cartridges are directories on disk. Comes from <see cref="VirtualLibrary.OpenDrive"/>, or alone over one cartridge.</summary>
public sealed class VirtualDrive : EmulatedDrive, IDriveHealth
{
    private readonly IVirtualDriveBay _bay;
    private readonly string _boot;
    private readonly DriveTiming? _timing;
    private FileLock? _cartridgeLock;
    private string? _directory;
    private TapRecording? _recording;

    internal VirtualDrive(string name, int maxBlockSize, IVirtualDriveBay bay, DriveTiming? timing = null, string? boot = null)
        : base(name, maxBlockSize)
    {
        _bay = bay;
        _timing = timing;
        _boot = boot ?? BootIdentifier.Read();
        _directory = bay.Inserted();
        if (_directory is null)
            return;
        _cartridgeLock = VirtualCartridge.TryLock(_directory);
        if (_cartridgeLock is null)
            throw VirtualCartridge.Busy(_directory);
    }

    /// <summary>Opens a stand-alone drive with a cartridge in it.</summary>
    /// <param name="cartridgeDirectory">The cartridge's directory.</param>
    /// <param name="maxBlockSize">The longest block the drive takes.</param>
    /// <exception cref="Changers.DriveBusyException">Another drive, here or in another process, holds the cartridge.</exception>
    public static VirtualDrive OpenStandAlone(string cartridgeDirectory, int maxBlockSize = 1024 * 1024) =>
        new("virtual0", maxBlockSize, new StandAloneBay(cartridgeDirectory));

    internal static VirtualDrive OpenStandAlone(string cartridgeDirectory, int maxBlockSize, string? boot) =>
        new("virtual0", maxBlockSize, new StandAloneBay(cartridgeDirectory), boot: boot);

    /// <inheritdoc/>
    public TapeResult ReadCondition(out DriveCondition condition)
    {
        condition = _bay.Tell(told => told with { Alerts = TapeAlerts.None });
        return TapeResult.Done;
    }

    // As a real drive does: it cleans itself with such a cartridge as soon as it has it, and lets it go. There is no medium then.
    private void Clean(string directory, CartridgeDescription description, int left)
    {
        description = description with { LoadCount = description.LoadCount + 1, CleaningsLeft = Math.Max(0, left - 1) };
        description.Write(directory);
        _bay.Tell(told => left == 0
            ? told with { Alerts = told.Alerts | TapeAlerts.ExpiredCleaningMedia }
            : new DriveCondition(told.Alerts & ~(TapeAlerts.CleanNow | TapeAlerts.CleanPeriodic), NeedsCleaning: false));
    }

    private protected override LoadedMedium? OpenMedium()
    {
        if (!TakeCartridge(out var directory))
            return null;

        var description = CartridgeDescription.Read(directory);
        if (description.CleaningsLeft is { } left)
        {
            Clean(directory, description, left);
            return null;
        }

        _bay.Claim();
        var restarted = description.LoadedAtBoot is { } before && !string.Equals(before, _boot, StringComparison.Ordinal);
        _recording = TapRecording.Open(directory, description.Capacity, restarted);
        description = description with { LoadCount = description.LoadCount + 1, LoadedAtBoot = _boot };
        description.Write(directory);
        _timing?.Loaded(description.Capacity);
        return new LoadedMedium(_recording, new MediumInformation(
            description.Barcode, description.MediumType, description.Capacity, description.Worm, description.WriteProtected, description.LoadCount));
    }

    private protected override void MediumClosed()
    {
        if (_recording is { BytesWritten: > 0 and var written } && _directory is not null)
        {
            var description = CartridgeDescription.Read(_directory);
            (description with { BytesWritten = description.BytesWritten + written }).Write(_directory);
        }

        _recording = null;
    }

    private protected override bool EjectMedium()
    {
        _timing?.Unloaded();
        var ejected = _bay.Release();
        _cartridgeLock?.Dispose();
        _cartridgeLock = null;
        return ejected;
    }

    private protected override void Travelled(long from, long to) => _timing?.Travelled(from, to);

    private protected override void Transferred(int length) => _timing?.Transferred(length);

    private protected override void Close()
    {
        _cartridgeLock?.Dispose();
        _bay.Dispose();
    }

    /// <summary>The changer, here or in another process, may have put another cartridge in since.</summary>
    private bool TakeCartridge(out string directory)
    {
        var inserted = _bay.Inserted();
        if (inserted != _directory)
        {
            _cartridgeLock?.Dispose();
            _cartridgeLock = null;
        }

        _directory = inserted;
        directory = inserted ?? "";
        if (inserted is null)
            return false;
        _cartridgeLock ??= VirtualCartridge.TryLock(inserted) ?? throw VirtualCartridge.Busy(inserted);
        return true;
    }

    private sealed class StandAloneBay(string directory) : IVirtualDriveBay
    {
        private DriveCondition _condition;

        public string? Inserted() => directory;

        public DriveCondition Tell(Func<DriveCondition, DriveCondition> change)
        {
            var before = _condition;
            _condition = change(before);
            return before;
        }

        public void Claim()
        {
        }

        public bool Release() => true;

        public void Dispose()
        {
        }
    }
}
