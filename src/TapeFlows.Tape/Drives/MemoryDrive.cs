namespace TapeFlows.Tape.Drives;

/// <summary>A drive whose cartridges live in memory: the same rules as any other, without a disk below.</summary>
public sealed class MemoryDrive : EmulatedDrive, IDriveHealth
{
    private readonly MemoryDriveBay _bay;

    /// <summary>A stand-alone drive.</summary>
    /// <param name="cartridge">The cartridge in it, if any; <see cref="EmulatedDrive.Load"/> makes it ready.</param>
    /// <param name="maxBlockSize">The longest block it takes, 1 to <see cref="EmulatedDrive.LongestBlock"/> bytes.</param>
    public MemoryDrive(MemoryCartridge? cartridge = null, int maxBlockSize = 1024 * 1024)
        : this(new MemoryDriveBay("memory0") { Cartridge = cartridge }, maxBlockSize)
    {
    }

    internal MemoryDrive(MemoryDriveBay bay, int maxBlockSize)
        : base(bay.Name, maxBlockSize)
    {
        _bay = bay;
        bay.IsOpen = true;
    }

    /// <summary>The cartridge in it, loaded or not. Only change it while the drive is unloaded.</summary>
    public MemoryCartridge? Inserted
    {
        get => _bay.Cartridge;
        set => _bay.Cartridge = value;
    }

    /// <inheritdoc/>
    public TapeResult ReadCondition(out DriveCondition condition)
    {
        condition = _bay.Condition;
        _bay.Condition = condition with { Alerts = TapeAlerts.None };
        return TapeResult.Done;
    }

    private protected override LoadedMedium? OpenMedium()
    {
        if (_bay.Cartridge is { CleaningsLeft: { } left } cleaning)
        {
            cleaning.CleaningsLeft = Math.Max(0, left - 1);
            _bay.Condition = left == 0
                ? _bay.Condition with { Alerts = _bay.Condition.Alerts | TapeAlerts.ExpiredCleaningMedia }
                : new DriveCondition(_bay.Condition.Alerts & ~(TapeAlerts.CleanNow | TapeAlerts.CleanPeriodic), NeedsCleaning: false);
            return null;
        }

        _bay.IsLoaded = _bay.Cartridge is not null;
        return _bay.Cartridge?.Load();
    }

    private protected override bool EjectMedium()
    {
        _bay.IsLoaded = false;
        return _bay.Cartridge is not null;
    }

    private protected override void Close() => _bay.IsOpen = false;
}

/// <summary>The place of a memory drive: outlives the drive objects that stand there in turn.</summary>
internal sealed class MemoryDriveBay(string name)
{
    public string Name { get; } = name;

    public MemoryCartridge? Cartridge { get; set; }

    public bool IsLoaded { get; set; }

    public DriveCondition Condition { get; set; }

    public bool IsOpen { get; set; }
}
