using System.Threading.Channels;
using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Drives;

namespace TapeFlows.Backup.Reading;

/// <summary>
/// Reads segments ahead of whoever takes them apart: mounts the volumes, goes to where reading shall begin, and fills a ring with blocks on a
/// thread of the drive's own. What cannot be read arrives as a failure in its place in the stream.
/// </summary>
internal sealed class TapeFeed : IAsyncDisposable
{
    private readonly Channel<ReadOrder> _orders = Channel.CreateUnbounded<ReadOrder>(new() { SingleReader = true });
    private readonly Dictionary<string, string> _unavailable = new(StringComparer.Ordinal);
    private readonly IVolumeSupply _supply;
    private readonly IBlockObserver _observer;
    private readonly CancellationTokenSource _stop;
    private readonly Task _running;
    private VolumeReader? _volume;
    private long _newest;

    /// <param name="supply">Where volumes come from.</param>
    /// <param name="ring">The buffers; not disposed.</param>
    /// <param name="observer">Sees every block.</param>
    /// <param name="cost">Learns how long locating and reading take.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public TapeFeed(IVolumeSupply supply, ReadRing ring, IBlockObserver observer, AccessCost cost, CancellationToken cancellationToken)
    {
        (_supply, Ring, _observer, Cost) = (supply, ring, observer, cost);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _running = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>Ends every wait of the taking side when the run ends.</summary>
    public CancellationToken Stopping => _stop.Token;

    public ReadRing Ring { get; }

    public AccessCost Cost { get; }

    /// <summary>Called with the barcode of each volume that is mounted.</summary>
    public Action<string>? Mounted { get; init; }

    /// <summary>Begins to read a segment at a byte of one of its pieces. The stream opened before is at its end.</summary>
    public SegmentStream Open(SegmentPieces segment, int index, long offset)
    {
        var order = new ReadOrder(_newest + 1, segment, index, offset);
        Volatile.Write(ref _newest, order.Number);
        _orders.Writer.TryWrite(order);
        return new SegmentStream(this, order);
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (var order in _orders.Reader.ReadAllAsync(_stop.Token))
                await ServeAsync(order);
        }
        catch (OperationCanceledException)
        {
            // Disposed of, or the run was cancelled: nobody waits for blocks any more.
        }
    }

    private async Task ServeAsync(ReadOrder order)
    {
        Exception? failure = null;
        try
        {
            if (!await ReadAsync(order))
                return;
        }
        catch (Exception e) when (e is not OperationCanceledException || !_stop.IsCancellationRequested)
        {
            failure = e;
        }

        var last = await Ring.ClaimAsync(_stop.Token);
        last.Close(order.Number, failure);
        Ring.Publish();
    }

    /// <returns><see langword="false"/>: something else was ordered meanwhile.</returns>
    private async Task<bool> ReadAsync(ReadOrder order)
    {
        var pieces = order.Segment.Pieces;
        var offset = order.Offset;
        for (var index = order.Index; index < pieces.Count; index++)
        {
            if (index > order.Index)
            {
                if (!order.Segment.Follows(index))
                    throw Missing(pieces[index - 1]);
                offset = pieces[index].RestartBytes;
            }

            if (order.Number != Volatile.Read(ref _newest))
                return false;
            var volume = await MountAsync(pieces[index]);
            if (!await TapeThread.RunAsync(() => ReadPiece(volume, order, pieces[index], offset, index > order.Index)))
                return false;
        }

        return !order.Segment.IsOpenEnded ? true : throw Missing(pieces[^1]);
    }

    private bool ReadPiece(VolumeReader volume, ReadOrder order, Segment piece, long offset, bool isJoined)
    {
        var number = isJoined ? 0 : offset / piece.BlockSize;
        if (offset < 0 || number >= piece.Blocks)
            throw Unreadable(piece, null, $"the catalog points to byte {offset} of it, but it has {piece.Bytes}");
        _observer.OnBegin(volume, piece, number);
        Go(volume, piece, number);
        for (; number < piece.Blocks; number++)
        {
            if (order.Number != Volatile.Read(ref _newest))
                return false;
            var block = Ring.Claim(_stop.Token);
            var buffer = block.Room(piece.BlockSize);
            var length = Read(volume, piece, number, buffer);
            _observer.OnBlock(piece, buffer[..length], Ring.Fill);
            var start = Math.Clamp(offset - (number * piece.BlockSize), 0, length);
            var valid = Math.Clamp(piece.ValidBytes - (number * piece.BlockSize), 0, length);
            block.Fill(order.Number, piece, number, (int)start, (int)valid);
            Ring.Publish();
        }

        _observer.OnEnd(volume, piece);
        return true;
    }

    private void Go(VolumeReader volume, Segment piece, long number)
    {
        var started = Cost.Now;
        try
        {
            if (volume.GoTo(piece.FirstBlockAddress + number, _stop.Token))
                Cost.OnLocate(started);
        }
        catch (TapeException e) when (!IsDriveGone(e.Status))
        {
            throw new PieceReadException(piece, piece.FirstBlockAddress + number, e.Message, e);
        }
    }

    private int Read(VolumeReader volume, Segment piece, long number, Span<byte> buffer)
    {
        var address = piece.FirstBlockAddress + number;
        var started = Cost.Now;
        var result = volume.Read(buffer);
        if (IsDriveGone(result.Status))
            throw TapeException.From(result, $"read block {address}", volume.Barcode, volume.Mounted.Drive.Name);
        if (!result.IsDone)
            throw Unreadable(piece, address, Explain(result));
        var expected = number < piece.Blocks - 1 ? piece.BlockSize : piece.Bytes - ((piece.Blocks - 1) * piece.BlockSize);
        if (result.Count != expected)
            throw Unreadable(piece, address, $"the block has {result.Count} bytes instead of {expected}");
        Cost.OnRead(started, result.Count);
        return result.Count;
    }

    private async Task<VolumeReader> MountAsync(Segment piece)
    {
        if (_volume is { } loaded && loaded.Barcode == piece.Barcode && loaded.VolumeId == piece.VolumeId)
            return loaded;
        await ReturnAsync();
        if (_unavailable.TryGetValue(piece.Barcode, out var reason))
            throw new PieceReadException(piece, null, reason);
        try
        {
            _volume = await VolumeReader.OpenAsync(_supply, piece.Barcode, piece.VolumeId, _stop.Token);
            Mounted?.Invoke(piece.Barcode);
            return _volume;
        }
        catch (TapeException e) when (e is NoVolumeException or VolumeMismatchException { MayPass: false })
        {
            // Asked for once: a person who could not find it does not want to be asked for every file.
            _unavailable.Add(piece.Barcode, e.Message);
            throw new PieceReadException(piece, null, e.Message, e);
        }
    }

    private async Task ReturnAsync()
    {
        if (_volume is not { } volume)
            return;
        _volume = null;
        await volume.ReturnAsync();
    }

    private static bool IsDriveGone(TapeStatus? status) => status is TapeStatus.HardwareError or TapeStatus.NoMedium or TapeStatus.BecomingReady;

    private static string Explain(in TapeResult result) => result.Status switch
    {
        TapeStatus.Filemark => "a filemark stands where data is expected",
        TapeStatus.EndOfData or TapeStatus.Blank => "the recorded data ends before it",
        TapeStatus.BlockLargerThanBuffer => "the block is longer than any of the piece",
        _ => result.Detail ?? "the medium cannot be read there",
    };

    private static PieceReadException Unreadable(Segment piece, long? address, string reason) => new(
        piece,
        address,
        $"Segment {piece.Number} of set {piece.SetId} on volume {piece.Barcode}{(address is { } block ? $", block {block}" : "")}: {reason}.");

    private static PieceReadException Missing(Segment cut) => new(
        null, null, $"Segment {cut.Number} of set {cut.SetId} goes on behind volume {cut.Barcode}, but its section {cut.Section + 1} is not known to the catalog.");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await ReturnAsync();
        _stop.Dispose();
    }
}
