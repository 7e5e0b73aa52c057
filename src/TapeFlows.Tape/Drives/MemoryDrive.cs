namespace TapeFlows.Tape.Drives;

/// <summary>A drive whose cartridges live in memory: the same rules as any other, without a disk below.</summary>
/// <param name="name">The drive's name.</param>
/// <param name="maxBlockSize">The longest block it takes, 1 to <see cref="EmulatedDrive.LongestBlock"/> bytes.</param>
public sealed class MemoryDrive(string name = "memory0", int maxBlockSize = 1024 * 1024) : EmulatedDrive(name, maxBlockSize)
{
    /// <summary>A drive that already has a cartridge in it; <see cref="EmulatedDrive.Load"/> makes it ready.</summary>
    /// <param name="cartridge">The cartridge.</param>
    /// <param name="maxBlockSize">The longest block the drive takes.</param>
    public MemoryDrive(MemoryCartridge cartridge, int maxBlockSize = 1024 * 1024)
        : this("memory0", maxBlockSize) => Inserted = cartridge;

    /// <summary>The cartridge in it, loaded or not; a changer puts it here. Only change it while the drive is unloaded.</summary>
    public MemoryCartridge? Inserted { get; set; }

    internal Action? Closed { get; init; }

    private protected override LoadedMedium? OpenMedium() => Inserted?.Load();

    private protected override bool EjectMedium() => Inserted is not null;

    private protected override void Close() => Closed?.Invoke();
}
