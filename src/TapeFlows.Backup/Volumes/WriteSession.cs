using TapeFlows.Backup.Archive;
using TapeFlows.Backup.Compression;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Streaming;
using TapeFlows.Tape.Drives;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Volumes;

/// <summary>
/// Writes the block streams of one set onto volumes: opens and closes pieces, spans volumes, and commits each piece by the one rule there is:
/// rows staged, synchronous filemark, then the catalog says that the piece exists.
/// </summary>
internal sealed class WriteSession : IAsyncDisposable
{
    private readonly WriteTarget _target;
    private readonly PaxHeaderWriter _headers;
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private VolumeAppender? _volume;
    private PendingRestart _restart;
    private int _pieces;

    /// <param name="target">What is written for.</param>
    /// <param name="written">What earlier runs of the set have written.</param>
    /// <param name="avoided">Barcodes of volumes that the set must not be written on.</param>
    public WriteSession(WriteTarget target, ResumePoint written, IReadOnlyCollection<string>? avoided = null)
    {
        _refused.UnionWith(avoided ?? []);
        _target = target;
        _headers = new PaxHeaderWriter(target.Set.Id);
        _pieces = written.Pieces;
        Volumes.AddRange(written.Volumes);
    }

    /// <summary>Pieces committed so far.</summary>
    public int Pieces => _pieces;

    /// <summary>Barcodes of the volumes written to, in order.</summary>
    public List<string> Volumes { get; } = [];

    /// <summary>Writes a stream to its end. A stream that ends in mid-segment is closed there, so that what was taken is committed.</summary>
    public async Task WriteAsync(TapeStream stream, CancellationToken cancellationToken)
    {
        while (await TapeThread.RunAsync(() => stream.Blocks.Take(cancellationToken)) is { } next)
        {
            _volume ??= await MountAsync(cancellationToken);
            if (!await WritePieceAsync(stream, next.Segment!, cancellationToken))
                await RetireAsync(cancellationToken);
        }

        stream.Members.OnEnd(_pieces);
        await _target.Rows.FlushAsync(cancellationToken);
    }

    /// <summary>Gives the volume back between two streams, so that its drive can be used for others; the next stream goes on behind what is committed.</summary>
    public async Task LetGoAsync(CancellationToken cancellationToken)
    {
        if (_volume is not { } volume)
            return;
        _volume = null;
        await _target.Supply.ReturnAsync(volume.Mounted, cancellationToken);
    }

    /// <summary>What is known of the next piece before it is written: where it will stand, if the volume has room for it.</summary>
    public async Task<Segment> PlanAsync(SegmentPlan segment, CancellationToken cancellationToken)
    {
        _volume ??= await MountAsync(cancellationToken);
        return NewPiece(segment).Segment;
    }

    /// <summary>Writes until the segment, the volume or the stream ends.</summary>
    /// <returns>Whether the volume can take more.</returns>
    private async Task<bool> WritePieceAsync(TapeStream stream, SegmentPlan segment, CancellationToken cancellationToken)
    {
        var piece = NewPiece(segment);
        await _target.Catalog.BeginSegmentAsync(piece.Segment, cancellationToken);
        try
        {
            var ending = await TapeThread.RunAsync(() => Fill(stream, piece, cancellationToken));
            if (piece.RingBlocks == 0)
            {
                stream.Hasher.Withdraw();
                return await AbandonAsync(piece, cancellationToken);
            }

            await CommitAsync(stream, piece, ending, cancellationToken);
            return ending != PieceEnding.Continued;
        }
        catch (Exception e)
        {
            if (!piece.MayBeCommitted)
                await _target.Catalog.DiscardSegmentAsync(_target.Set.Id, piece.Segment.Piece, CancellationToken.None);
            if (e is OperationCanceledException or TapeException { Status: not (TapeStatus.MediaError or TapeStatus.HardwareError) })
                await TapeThread.RunAsync(_volume!.Flush);
            if (e is TapeException { Status: TapeStatus.MediaError } error)
                await SuspectVolume.MarkAsync(_target.Catalog, error);
            throw;
        }
    }

    private PieceInHand NewPiece(SegmentPlan segment)
    {
        var volume = _volume!;
        var section = _restart.Segment == segment.Number ? _restart.Section : 1;
        return new PieceInHand(new Segment
        {
            SetId = _target.Set.Id,
            Piece = _pieces + 1,
            Number = segment.Number,
            Section = section,
            Kind = segment.Kind,
            State = SegmentState.Writing,
            Barcode = volume.Barcode,
            VolumeId = volume.VolumeId,
            LabelAddress = volume.AppendAddress,
            FirstBlockAddress = volume.FirstBlockOfNext,
            FileSequence = volume.NextFileSequence,
            BlockSize = _target.BlockSize,
            Compression = segment.Compression.ToName(),
            RestartBytes = section == 1 ? 0 : _restart.Bytes.Length,
            StreamOffset = section == 1 ? 0 : _restart.Point.StreamOffset,
        });
    }

    private PieceEnding Fill(TapeStream stream, PieceInHand piece, CancellationToken cancellationToken)
    {
        var volume = _volume!;
        if (!volume.Open(_target.HeaderOf(piece.Segment), volume.IsFresh) || !WriteRestart(stream, piece))
            return PieceEnding.Continued;
        var layout = piece.Layout;
        while (true)
        {
            if (stream.Blocks.Backlog == 0)
                stream.Blocks.WaitFor(stream.HighWater, cancellationToken);
            if (stream.Blocks.Take(cancellationToken) is not { } block)
                return PieceEnding.Cut;
            if (!volume.Write(block.Written))
                return PieceEnding.Continued;
            piece.Count(block.Length);
            piece.RingBlocks++;
            stream.Members.OnWritten(block, layout);
            _target.Progress.OnWritten(volume.Barcode, block.Length, stream.Fill);
            var isLast = block.IsLastOfSegment;
            stream.Blocks.Done();
            if (isLast)
                return PieceEnding.Complete;
        }
    }

    private bool WriteRestart(TapeStream stream, PieceInHand piece)
    {
        if (piece.Segment.Section == 1 || _restart.Bytes.Bytes.IsEmpty)
            return true;
        var bytes = _restart.Bytes.Bytes;
        for (var rest = bytes; !rest.IsEmpty; rest = rest[_target.BlockSize..])
        {
            if (!_volume!.Write(rest.Span[.._target.BlockSize]))
                return false;
            piece.Count(_target.BlockSize);
        }

        stream.Hasher.Prepend(bytes.Span);
        stream.Members.OnRestart(_restart.Point, piece.Layout, _restart.Bytes.TailOffset);
        return true;
    }

    private async Task CommitAsync(TapeStream stream, PieceInHand piece, PieceEnding ending, CancellationToken cancellationToken)
    {
        var volume = _volume!;
        var isCut = ending != PieceEnding.Complete;
        var restart = isCut ? stream.Members.Restart : default;
        var segment = piece.Segment with
        {
            Blocks = piece.Blocks,
            Bytes = piece.Bytes,
            Ending = ending,
            ValidBytes = isCut ? piece.Segment.RestartBytes + restart.StreamOffset - piece.Segment.StreamOffset : piece.Bytes,
        };

        segment = await TapeThread.RunAsync(() =>
        {
            volume.EndData();
            var closed = segment with { Sha256 = stream.Hasher.Finish(stream.Blocks.Position, cancellationToken) };
            volume.WriteTrailer(_target.TrailerOf(closed));
            return closed;
        });

        await _target.Rows.FlushAsync(cancellationToken);
        // Announced again with its sizes: a small write is durable and takes the rows staged before it along, so that a power cut
        // behind the mark cannot leave a piece on tape whose rows are gone.
        await _target.Catalog.BeginSegmentAsync(segment, cancellationToken);
        piece.MayBeCommitted = true;
        var endAddress = await TapeThread.RunAsync(volume.Commit);
        segment = segment with { State = SegmentState.Committed, EndAddress = endAddress, CommittedAt = _target.Clock.GetUtcNow() };
        // From here on the tape has it: the catalog must hear of it even if the run is being cancelled.
        await _target.Catalog.CommitSegmentAsync(
            segment, ending == PieceEnding.Continued ? VolumeState.Full : VolumeState.Appendable, CancellationToken.None);
        _pieces = segment.Piece;
        _target.Progress.OnCommitted(segment);
        if (Volumes.LastOrDefault() != volume.Barcode)
            Volumes.Add(volume.Barcode);
        _restart = ending == PieceEnding.Continued ? PrepareRestart(stream, segment, restart) : default;
    }

    private PendingRestart PrepareRestart(TapeStream stream, Segment cut, in RestartPoint restart)
    {
        var replay = stream.Replay(restart.StreamOffset);
        using var encoder = CompressionMethods.Parse(cut.Compression).CreateEncoder();
        var bytes = RestartBytes.Build(restart, replay, _headers, encoder, _target.BlockSize);
        return new PendingRestart(cut.Number, cut.Section + 1, restart, bytes);
    }

    /// <summary>The volume ended before it took a block of this piece: it is full, and the piece begins on the next one.</summary>
    private async Task<bool> AbandonAsync(PieceInHand piece, CancellationToken cancellationToken)
    {
        var volume = _volume!;
        await _target.Catalog.DiscardSegmentAsync(_target.Set.Id, piece.Segment.Piece, cancellationToken);
        if (volume.IsFresh)
        {
            throw new TapeException(
                $"Volume {volume.Barcode} is too small: it ended before one block of {_target.BlockSize} bytes was on it. Use larger cartridges or a smaller block size.");
        }

        await TapeThread.RunAsync(volume.Withdraw);
        await _target.Catalog.SaveVolumeAsync(await volume.CurrentAsync(cancellationToken) with { State = VolumeState.Full }, cancellationToken);
        return false;
    }

    private async Task<VolumeAppender> MountAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            MountedVolume? mounted = null;
            try
            {
                mounted = await _target.Supply.NextForWritingAsync(new VolumeRequest(_target.Set.Pool, _refused), cancellationToken);
                var volume = await VolumeAppender.OpenAsync(mounted, _target.Catalog, _target.Set.Pool, _target.Clock, cancellationToken);
                _target.Progress.OnVolume(mounted.Barcode);
                return volume;
            }
            catch (VolumeMismatchException e) when (_refused.Add(e.Barcode))
            {
                // The next one may do; this one stays as it is, marked for a person to look at.
                _target.Progress.OnRefused(e.Barcode, e.Message);
                if (mounted is not null)
                    await _target.Supply.ReturnAsync(mounted, cancellationToken);
            }
            catch (TapeException e) when (e is { Status: TapeStatus.MediaError, Volume: { } barcode } && _refused.Add(barcode))
            {
                // Its labels cannot be read, or the way to its end; nothing was written on it.
                await SuspectVolume.MarkAsync(_target.Catalog, e);
                _target.Progress.OnRefused(barcode, e.Message);
                if (mounted is not null)
                    await _target.Supply.ReturnAsync(mounted, cancellationToken);
            }
        }
    }

    private async Task RetireAsync(CancellationToken cancellationToken)
    {
        _refused.Add(_volume!.Barcode);
        await LetGoAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync() => await LetGoAsync(CancellationToken.None);

    private readonly record struct PendingRestart(int Segment, int Section, RestartPoint Point, RestartBytes Bytes);

    private sealed class PieceInHand(Segment segment)
    {
        public Segment Segment { get; } = segment;

        public long Blocks { get; private set; }

        public long Bytes { get; private set; }

        /// <summary>Blocks of the stream, restart blocks not counted.</summary>
        public long RingBlocks { get; set; }

        /// <summary>The synchronous mark was tried: only the tape knows whether the piece exists.</summary>
        public bool MayBeCommitted { get; set; }

        public PieceLayout Layout =>
            new(Segment.Piece, Segment.FirstBlockAddress, Segment.BlockSize, Segment.RestartBytes, Segment.StreamOffset);

        public void Count(int length)
        {
            Blocks++;
            Bytes += length;
        }
    }
}
