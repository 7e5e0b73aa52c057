namespace TapeFlows.Tape.Drives.Strict;

/// <summary>A drive that checks how it is used, around any other. A breach throws <see cref="DriveProtocolException"/> with the operations that led to it.</summary>
/// <remarks>
/// The protocol: one thread at a time; a load before anything else; after a hardware error a load, rewind or unload first; blocks of 1 byte to
/// <see cref="ITapeDrive.MaxBlockSize"/>; no negative addresses or counts; what was written is made durable before the medium is unloaded or the drive
/// given back, unless the drive failed; nothing after dispose.
/// </remarks>
/// <param name="inner">The drive.</param>
public sealed class StrictDrive(ITapeDrive inner) : ITapeDrive
{
    private readonly OperationHistory _history = new();
    private int _inUse;
    private bool _loaded;
    private bool _lost;
    private bool _undurable;
    private bool _disposed;

    /// <inheritdoc/>
    public string Name => inner.Name;

    /// <inheritdoc/>
    public int MaxBlockSize => inner.MaxBlockSize;

    /// <inheritdoc/>
    public MediumInformation? Medium => inner.Medium;

    /// <inheritdoc/>
    public TapeResult Load(CancellationToken cancellationToken = default)
    {
        Enter(DriveOperation.Load, needsMedium: false, needsPosition: false);
        try
        {
            var result = inner.Load(cancellationToken);
            _loaded = result.IsDone;
            _lost &= !result.IsDone;
            return Note(DriveOperation.Load, 0, result);
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public TapeResult Unload(CancellationToken cancellationToken = default)
    {
        Enter(DriveOperation.Unload, needsMedium: false, needsPosition: false);
        try
        {
            Demand(!_undurable, "the medium is unloaded before a synchronous filemark made what was written durable");
            var result = inner.Unload(cancellationToken);
            _loaded &= !result.IsDone;
            _lost &= !result.IsDone;
            return Note(DriveOperation.Unload, 0, result);
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public TapeResult Rewind(CancellationToken cancellationToken = default)
    {
        Enter(DriveOperation.Rewind, needsMedium: true, needsPosition: false);
        try
        {
            var result = inner.Rewind(cancellationToken);
            _lost &= !result.IsDone;
            return Note(DriveOperation.Rewind, 0, result);
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public TapeResult Locate(long blockAddress, CancellationToken cancellationToken = default)
    {
        Enter(DriveOperation.Locate);
        try
        {
            Demand(blockAddress >= 0, $"block address {blockAddress} is negative");
            return Note(DriveOperation.Locate, blockAddress, inner.Locate(blockAddress, cancellationToken));
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public TapeResult SpaceToEndOfData(CancellationToken cancellationToken = default)
    {
        Enter(DriveOperation.SpaceToEndOfData);
        try
        {
            return Note(DriveOperation.SpaceToEndOfData, 0, inner.SpaceToEndOfData(cancellationToken));
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public TapeResult SpaceFilemarks(int count, CancellationToken cancellationToken = default)
    {
        Enter(DriveOperation.SpaceFilemarks);
        try
        {
            return Note(DriveOperation.SpaceFilemarks, count, inner.SpaceFilemarks(count, cancellationToken));
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public TapeResult Read(Span<byte> buffer)
    {
        Enter(DriveOperation.Read);
        try
        {
            Demand(!buffer.IsEmpty, "the read buffer is empty");
            return Note(DriveOperation.Read, buffer.Length, inner.Read(buffer));
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public TapeResult Write(ReadOnlySpan<byte> block)
    {
        Enter(DriveOperation.Write);
        try
        {
            Demand(block.Length > 0 && block.Length <= MaxBlockSize, $"a block of {block.Length} bytes is written, the drive takes 1 to {MaxBlockSize}");
            var result = inner.Write(block);
            _undurable |= result.IsDone;
            return Note(DriveOperation.Write, block.Length, result);
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public TapeResult WriteFilemarks(int count, FilemarkMode mode)
    {
        Enter(DriveOperation.WriteFilemarks);
        try
        {
            Demand(count >= 0, $"{count} filemarks are written");
            var result = inner.WriteFilemarks(count, mode);
            if (result.IsDone)
                _undurable = mode != FilemarkMode.Synchronous && (_undurable || count > 0);
            return Note(DriveOperation.WriteFilemarks, count, result);
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public TapeResult ReadPosition(out long blockAddress)
    {
        Enter(DriveOperation.ReadPosition);
        try
        {
            return Note(DriveOperation.ReadPosition, 0, inner.ReadPosition(out blockAddress));
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public TapeResult Status()
    {
        Enter(DriveOperation.Status, needsMedium: false, needsPosition: false);
        try
        {
            return Note(DriveOperation.Status, 0, inner.Status());
        }
        finally
        {
            Leave();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        inner.Dispose();
        Demand(!_undurable, "the drive is given back before a synchronous filemark made what was written durable");
    }

    private void Enter(DriveOperation operation, bool needsMedium = true, bool needsPosition = true)
    {
        Demand(Interlocked.Exchange(ref _inUse, 1) == 0, $"{operation} is called while another operation is under way");
        try
        {
            Demand(!_disposed, $"{operation} is called after the drive was given back");
            Demand(_loaded || !needsMedium, $"{operation} is called before a medium was loaded");
            Demand(!_lost || !needsPosition, $"{operation} is called after a hardware error: load, rewind or unload first");
        }
        catch
        {
            Leave();
            throw;
        }
    }

    private void Leave() => Volatile.Write(ref _inUse, 0);

    private TapeResult Note(DriveOperation operation, long argument, TapeResult result)
    {
        _history.Add(operation, argument, result);
        _lost |= result.Status == TapeStatus.HardwareError;

        // What a failure leaves undone nobody can make durable any more.
        if (_lost || (result.IsFailure && operation is (DriveOperation.Write or DriveOperation.WriteFilemarks)))
            _undurable = false;
        return result;
    }

    private void Demand(bool condition, string breach)
    {
        if (!condition)
            throw new DriveProtocolException($"Drive {Name} is used against its protocol: {breach}. Last operations, newest last: {_history}");
    }
}
