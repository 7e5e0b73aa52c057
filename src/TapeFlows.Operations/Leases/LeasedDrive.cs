using TapeFlows.Tape.Drives;

namespace TapeFlows.Operations.Leases;

/// <summary>
/// A drive that does nothing any more once its lease, or that of the volume in it, is lost: it may be somebody else's by then. Asked before every
/// operation, so a writer stops before its next block.
/// </summary>
internal sealed class LeasedDrive(ITapeDrive inner, Lease drive, Func<Lease?> volume, Action closed) : ITapeDrive, IDriveHealth
{
    public string Name => inner.Name;

    public int MaxBlockSize => inner.MaxBlockSize;

    public MediumInformation? Medium => inner.Medium;

    public TapeResult Load(CancellationToken cancellationToken = default) => Refused() ?? inner.Load(cancellationToken);

    public TapeResult Unload(CancellationToken cancellationToken = default) => Refused() ?? inner.Unload(cancellationToken);

    public TapeResult Rewind(CancellationToken cancellationToken = default) => Refused() ?? inner.Rewind(cancellationToken);

    public TapeResult Locate(long blockAddress, CancellationToken cancellationToken = default) => Refused() ?? inner.Locate(blockAddress, cancellationToken);

    public TapeResult SpaceToEndOfData(CancellationToken cancellationToken = default) => Refused() ?? inner.SpaceToEndOfData(cancellationToken);

    public TapeResult SpaceFilemarks(int count, CancellationToken cancellationToken = default) => Refused() ?? inner.SpaceFilemarks(count, cancellationToken);

    public TapeResult Read(Span<byte> buffer) => Refused() ?? inner.Read(buffer);

    public TapeResult Write(ReadOnlySpan<byte> block) => Refused() ?? inner.Write(block);

    public TapeResult WriteFilemarks(int count, FilemarkMode mode) => Refused() ?? inner.WriteFilemarks(count, mode);

    public TapeResult ReadPosition(out long blockAddress)
    {
        blockAddress = 0;
        return Refused() ?? inner.ReadPosition(out blockAddress);
    }

    public TapeResult Status() => Refused() ?? inner.Status();

    public TapeResult ReadCondition(out DriveCondition condition)
    {
        condition = default;
        return Refused() ?? (inner is IDriveHealth health ? health.ReadCondition(out condition) : TapeResult.Done);
    }

    public void Dispose()
    {
        inner.Dispose();
        closed();
    }

    private TapeResult? Refused() =>
        !drive.IsHeld ? LostIt(drive)
        : volume() is { IsHeld: false } lost ? LostIt(lost)
        : null;

    private static TapeResult LostIt(Lease lease) => new(
        TapeStatus.HardwareError, Detail: $"the lease of {lease.Resource} was lost, because this process could not reach its database in time; another node may have it by now");
}
