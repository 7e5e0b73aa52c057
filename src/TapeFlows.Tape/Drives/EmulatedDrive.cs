using TapeFlows.Tape.Changers;

namespace TapeFlows.Tape.Drives;

/// <summary>
/// The rules of a tape drive behind Linux <c>st</c>, over a recording kept in memory or on disk: what a drive without hardware is made of.
/// </summary>
/// <remarks>
/// <para>Early warning: the write that reaches the zone succeeds; the next one is refused with nothing written, the one after is let through, in turn
/// until the capacity is used up (<see cref="TapeStatus.EndOfMedium"/>). Filemarks are never refused in the zone and, like any
/// motion, let the next write through.</para>
/// <para>A block that cannot be read is <see cref="TapeStatus.MediaError"/> with the position behind it, so that reading can go on. After a
/// failed write every operation but <see cref="Load"/> and <see cref="Unload"/> answers with that failure.</para>
/// </remarks>
public abstract class EmulatedDrive : ITapeDrive
{
    private readonly EarlyWarning _earlyWarning = new();
    private LoadedMedium? _loaded;
    private TapeResult? _failure;
    private long _position;
    private bool _disposed;

    private protected EmulatedDrive(string name, int maxBlockSize)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxBlockSize);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxBlockSize, LongestBlock);
        Name = name;
        MaxBlockSize = maxBlockSize;
    }

    /// <summary>The longest block that any emulated drive takes: 16 MiB less one byte, as in SSC and in the SIMH format.</summary>
    public const int LongestBlock = 0xFFFFFF;

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int MaxBlockSize { get; }

    /// <inheritdoc/>
    public MediumInformation? Medium => _loaded?.Information;

    /// <inheritdoc/>
    public TapeResult Load(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        if (_loaded is not null && _failure is null)
            return Rewind(cancellationToken);

        try
        {
            CloseRecording();
            _loaded = OpenMedium();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new TapeResult(failure is DriveBusyException ? TapeStatus.HardwareError : TapeStatus.MediaError, Detail: failure.Message);
        }

        if (_loaded is null)
            return new TapeResult(TapeStatus.NoMedium);
        _earlyWarning.Loaded(_loaded.Information.CapacityBytes, MaxBlockSize);
        MoveTo(0);
        return TapeResult.Done;
    }

    /// <inheritdoc/>
    public TapeResult Unload(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            CloseRecording();
            return EjectMedium() ? TapeResult.Done : new TapeResult(TapeStatus.NoMedium);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new TapeResult(TapeStatus.HardwareError, Detail: failure.Message);
        }
    }

    /// <inheritdoc/>
    public TapeResult Rewind(CancellationToken cancellationToken = default)
    {
        if (NotReady(out var recording) is { } refusal)
            return refusal;
        cancellationToken.ThrowIfCancellationRequested();
        Travel(recording, 0);
        return TapeResult.Done;
    }

    /// <inheritdoc/>
    public TapeResult Locate(long blockAddress, CancellationToken cancellationToken = default)
    {
        if (NotReady(out var recording) is { } refusal)
            return refusal;
        if (blockAddress < 0)
            return new TapeResult(TapeStatus.IllegalRequest, Detail: $"Block address {blockAddress} is negative.");
        cancellationToken.ThrowIfCancellationRequested();
        Travel(recording, Math.Min(blockAddress, recording.Count));
        return blockAddress <= recording.Count ? TapeResult.Done : FilemarkSpacing.EndOfData(recording);
    }

    /// <inheritdoc/>
    public TapeResult SpaceToEndOfData(CancellationToken cancellationToken = default)
    {
        if (NotReady(out var recording) is { } refusal)
            return refusal;
        cancellationToken.ThrowIfCancellationRequested();
        Travel(recording, recording.Count);
        return recording.DamageAtEnd is { } damage ? new TapeResult(TapeStatus.MediaError, Detail: damage) : TapeResult.Done;
    }

    /// <inheritdoc/>
    public TapeResult SpaceFilemarks(int count, CancellationToken cancellationToken = default)
    {
        if (NotReady(out var recording) is { } refusal)
            return refusal;
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            if (count == 0)
                return new TapeResult(TapeStatus.Done);
            var (target, result) = count < 0 ? FilemarkSpacing.Backwards(recording, _position, -(long)count) : FilemarkSpacing.Forwards(recording, _position, count);
            Travel(recording, target);
            return result;
        }
        catch (IOException failure)
        {
            return new TapeResult(TapeStatus.MediaError, Detail: failure.Message);
        }
    }

    /// <inheritdoc/>
    public TapeResult Read(Span<byte> buffer)
    {
        if (NotReady(out var recording) is { } refusal)
            return refusal;
        if (_position == recording.Count)
            return recording.Count == 0 && recording.DamageAtEnd is null ? new TapeResult(TapeStatus.Blank) : FilemarkSpacing.EndOfData(recording);

        _earlyWarning.Moved();
        var number = _position++;
        try
        {
            if (recording.BlockLength(number) is not { } length)
                return new TapeResult(TapeStatus.Filemark);
            if (length > buffer.Length)
                return new TapeResult(TapeStatus.BlockLargerThanBuffer, Detail: $"The block at {number} is {length} bytes long, the buffer {buffer.Length}.");
            recording.Read(number, buffer[..length]);
            Transferred(length);
            return new TapeResult(TapeStatus.Done, length);
        }
        catch (IOException failure)
        {
            return new TapeResult(TapeStatus.MediaError, Detail: failure.Message);
        }
    }

    /// <inheritdoc/>
    public TapeResult Write(ReadOnlySpan<byte> block)
    {
        if (NotReady(out var recording) is { } refusal)
            return refusal;
        if (block.IsEmpty)
            return new TapeResult(TapeStatus.IllegalRequest, Detail: "A block has at least one byte.");
        if (block.Length > MaxBlockSize)
            return new TapeResult(TapeStatus.BlockTooLarge, Detail: $"The block is {block.Length} bytes long; drive {Name} takes {MaxBlockSize}.");
        if (NotWritable(recording) is { } denial)
            return denial;

        try
        {
            var before = recording.SizeBefore(_position);
            var after = before + Recording.SizeOfBlock(block.Length);
            if (_earlyWarning.Refuses(before, after, recording) is { } status)
                return new TapeResult(status);
            CutBehind(recording);
            recording.AppendBlock(block);
            _position++;
            _earlyWarning.Written(after);
            Transferred(block.Length);
            return TapeResult.Done;
        }
        catch (IOException failure)
        {
            return Fail(failure);
        }
    }

    /// <inheritdoc/>
    public TapeResult WriteFilemarks(int count, FilemarkMode mode)
    {
        if (NotReady(out var recording) is { } refusal)
            return refusal;
        if (count < 0)
            return new TapeResult(TapeStatus.IllegalRequest, Detail: $"Cannot write {count} filemarks.");
        if (count > 0 && NotWritable(recording) is { } denial)
            return denial;

        try
        {
            if (count > 0 && !_earlyWarning.HasRoom(recording.SizeBefore(_position) + ((long)count * Recording.FilemarkSize), recording))
                return new TapeResult(TapeStatus.EndOfMedium);
            if (count > 0)
            {
                CutBehind(recording);
                recording.AppendFilemarks(count);
                _position += count;
                _earlyWarning.Moved();
            }

            if (mode == FilemarkMode.Synchronous)
                recording.MakeDurable();
            return TapeResult.Done;
        }
        catch (IOException failure)
        {
            return Fail(failure);
        }
    }

    /// <inheritdoc/>
    public TapeResult ReadPosition(out long blockAddress)
    {
        blockAddress = _position;
        return NotReady(out _) ?? TapeResult.Done;
    }

    /// <inheritdoc/>
    public TapeResult Status() => NotReady(out _) ?? TapeResult.Done;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        try
        {
            CloseRecording();
        }
        catch (IOException)
        {
            // What is lost here was never made durable, so nobody was promised that it is kept.
        }

        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// For tests: the power fails. Everything since the last synchronous filemark is lost and the drive is as after power on, the cartridge in it but not
    /// loaded.
    /// </summary>
    internal void LosePower()
    {
        _loaded?.Recording.LosePower();
        CloseRecording();
    }

    /// <summary>For tests: the drive could not write what it had taken. Everything since the last synchronous filemark is lost; the position is there.</summary>
    internal void LoseTail()
    {
        if (_loaded is null)
            return;
        _loaded.Recording.LosePower();
        MoveTo(_loaded.Recording.Count);
    }

    /// <summary>Opens the cartridge that the changer has put in; <see langword="null"/> when there is none.</summary>
    private protected abstract LoadedMedium? OpenMedium();

    /// <summary>The recording was closed; the cartridge is still in the drive.</summary>
    private protected virtual void MediumClosed()
    {
    }

    /// <summary>Lets go of the cartridge so that the changer can take it.</summary>
    /// <returns>Whether there was one.</returns>
    private protected abstract bool EjectMedium();

    /// <summary>Gives the drive back to its library.</summary>
    private protected virtual void Close()
    {
    }

    /// <summary>The tape moves from one place to another, in bytes of the capacity; a drive with timing takes its time here.</summary>
    private protected virtual void Travelled(long from, long to)
    {
    }

    /// <summary>A block passed the head.</summary>
    private protected virtual void Transferred(int length)
    {
    }

    private TapeResult? NotReady(out Recording recording)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        recording = _loaded?.Recording!;
        return _failure ?? (_loaded is null ? new TapeResult(TapeStatus.NoMedium) : null);
    }

    private TapeResult? NotWritable(Recording recording)
    {
        var medium = _loaded!.Information;
        if (medium.IsWriteProtected)
            return new TapeResult(TapeStatus.WriteProtected, Detail: $"{medium.Barcode} is write-protected.");
        if (medium.IsWorm && _position < recording.Count)
            return new TapeResult(TapeStatus.WormProtected, Detail: $"{medium.Barcode} is WORM: it can be written at its end of data {recording.Count} only, not at {_position}.");
        return _position == recording.Count && recording.DamageAtEnd is { } damage ? new TapeResult(TapeStatus.MediaError, Detail: damage) : null;
    }

    private void CutBehind(Recording recording)
    {
        if (_position < recording.Count)
            recording.CutAt(_position);
    }

    private void Travel(Recording recording, long position)
    {
        Travelled(recording.SizeBefore(_position), recording.SizeBefore(position));
        MoveTo(position);
    }

    private void MoveTo(long position)
    {
        _position = position;
        _earlyWarning.Moved();
    }

    private TapeResult Fail(IOException failure)
    {
        var result = new TapeResult(TapeStatus.MediaError, Detail: $"{failure.Message} What was written since the last synchronous filemark may be lost.");
        _failure = result;
        return result;
    }

    private void CloseRecording()
    {
        var loaded = _loaded;
        _loaded = null;
        _failure = null;
        if (loaded is null)
            return;
        loaded.Recording.Dispose();
        MediumClosed();
    }
}
