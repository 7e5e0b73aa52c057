namespace TapeFlows.Tape.Drives.Faults;

/// <summary>A drive that fails by plan, around one that does not.</summary>
/// <param name="inner">The drive; must be an <see cref="EmulatedDrive"/> for faults that lose data already taken.</param>
/// <param name="plan">What fails.</param>
/// <param name="time">The clock of slow operations.</param>
public sealed class FaultingDrive(ITapeDrive inner, FaultPlan plan, TimeProvider? time = null) : ITapeDrive
{
    private readonly PrematureEnd _end = new();
    private TapeResult? _unusable;
    private bool _gone;

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public int MaxBlockSize => inner.MaxBlockSize;

    /// <inheritdoc/>
    public MediumInformation? Medium => inner.Medium;

    /// <inheritdoc/>
    public TapeResult Load(CancellationToken cancellationToken = default)
    {
        if (!_gone)
            _unusable = null;
        return Strike(DriveOperation.Load, out _) ?? inner.Load(cancellationToken);
    }

    /// <inheritdoc/>
    public TapeResult Unload(CancellationToken cancellationToken = default)
    {
        if (!_gone)
            _unusable = null;
        if (Strike(DriveOperation.Unload, out _) is { } failure)
            return failure;
        _end.Unloaded();
        return inner.Unload(cancellationToken);
    }

    /// <inheritdoc/>
    public TapeResult Rewind(CancellationToken cancellationToken = default)
    {
        if (!_gone && inner.Status().IsDone)
            _unusable = null;
        return Strike(DriveOperation.Rewind, out _) ?? inner.Rewind(cancellationToken);
    }

    /// <inheritdoc/>
    public TapeResult Locate(long blockAddress, CancellationToken cancellationToken = default) =>
        Strike(DriveOperation.Locate, out _) ?? inner.Locate(blockAddress, cancellationToken);

    /// <inheritdoc/>
    public TapeResult SpaceToEndOfData(CancellationToken cancellationToken = default) =>
        Strike(DriveOperation.SpaceToEndOfData, out _) ?? inner.SpaceToEndOfData(cancellationToken);

    /// <inheritdoc/>
    public TapeResult SpaceFilemarks(int count, CancellationToken cancellationToken = default) =>
        Strike(DriveOperation.SpaceFilemarks, out _) ?? inner.SpaceFilemarks(count, cancellationToken);

    /// <inheritdoc/>
    public TapeResult Read(Span<byte> buffer)
    {
        var failure = Strike(DriveOperation.Read, out var fault);
        if (failure is { IsFailure: true } && fault?.Kind != FaultKind.MediaError)
            return failure.Value;

        var result = inner.Read(buffer);
        if (failure is not null && result.IsDone)
        {
            buffer.Clear();
            return failure.Value;
        }

        if (fault?.Kind == FaultKind.BitFlip && result.IsDone)
            FlipBit(buffer[..result.Count]);
        return result;
    }

    /// <inheritdoc/>
    public TapeResult Write(ReadOnlySpan<byte> block)
    {
        if (Strike(DriveOperation.Write, out var fault) is { } failure)
            return failure;
        if (fault?.Kind == FaultKind.EarlyEndOfMedium)
            _end.Begin();
        if (_end.Refuses() is { } status)
            return new TapeResult(status);
        return fault?.Kind switch
        {
            FaultKind.TornWrite => Tear(block),
            FaultKind.BitFlip => inner.Write(Flipped(block)),
            _ => PastOwnWarning(inner.Write(block), block),
        };
    }

    /// <summary>A medium warns once: behind a premature warning the true one goes unheard.</summary>
    private TapeResult PastOwnWarning(TapeResult result, ReadOnlySpan<byte> block) =>
        _end.HasBegun && result.Status == TapeStatus.EarlyWarning ? inner.Write(block) : result;

    /// <inheritdoc/>
    public TapeResult WriteFilemarks(int count, FilemarkMode mode)
    {
        if (Strike(DriveOperation.WriteFilemarks, out var fault, mode == FilemarkMode.Synchronous) is { } failure)
            return failure;
        if (fault?.Kind == FaultKind.DeferredError)
        {
            Emulated.LoseTail();
            return new TapeResult(TapeStatus.MediaError, Detail: "The drive could not write what it had taken since the last synchronous filemark.");
        }

        _end.Marked();
        return inner.WriteFilemarks(count, mode);
    }

    /// <inheritdoc/>
    public TapeResult ReadPosition(out long blockAddress)
    {
        blockAddress = -1;
        return Strike(DriveOperation.ReadPosition, out _) ?? inner.ReadPosition(out blockAddress);
    }

    /// <inheritdoc/>
    public TapeResult Status() => Strike(DriveOperation.Status, out _) ?? inner.Status();

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    private EmulatedDrive Emulated =>
        inner as EmulatedDrive ?? throw new InvalidOperationException("Only an emulated drive can lose data that it has already taken.");

    /// <summary>Asks the plan, and carries out what is the same for every operation.</summary>
    private TapeResult? Strike(DriveOperation operation, out DriveFault? fault, bool synchronous = false)
    {
        fault = plan.Next(operation, synchronous);
        switch (fault?.Kind)
        {
            case FaultKind.MediaError:
                return new TapeResult(TapeStatus.MediaError, Detail: $"The medium failed in {operation}.");
            case FaultKind.HardwareError:
                return _unusable = new TapeResult(TapeStatus.HardwareError, Detail: $"The drive failed in {operation}.");
            case FaultKind.PowerLoss:
                Emulated.LosePower();
                return _unusable = new TapeResult(TapeStatus.HardwareError, Detail: $"The drive lost its power in {operation}.");
            case FaultKind.Disappearance:
                _gone = true;
                return _unusable = new TapeResult(TapeStatus.HardwareError, Detail: "There is no such device any more.");
            case FaultKind.Slowness:
                (time ?? TimeProvider.System).Wait(fault.Delay);
                break;
        }

        return _unusable;
    }

    private TapeResult Tear(ReadOnlySpan<byte> block)
    {
        if (block.Length > 1)
            inner.Write(block[..(block.Length / 2)]);
        return new TapeResult(TapeStatus.MediaError, Detail: "The medium failed in the middle of a block.");
    }

    private byte[] Flipped(ReadOnlySpan<byte> block)
    {
        var copy = block.ToArray();
        FlipBit(copy);
        return copy;
    }

    /// <summary>Another bit for each operation, the same in every run.</summary>
    private void FlipBit(Span<byte> block)
    {
        var bit = plan.Operations * 7919 % (block.Length * 8L);
        block[(int)(bit / 8)] ^= (byte)(1 << (int)(bit % 8));
    }
}
