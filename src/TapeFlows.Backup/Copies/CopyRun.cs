using TapeFlows.Backup.Reading;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Streaming;
using TapeFlows.Backup.Volumes;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Backup.Copies;

/// <summary>
/// Copies a set from tape to tape: the same entries under the same ordinals in segments of the same content, with an identity, labels and a manifest of their own, so that the copy can
/// be restored without the original. Memory does not grow with its size. Goes on with a copy that was interrupted.
/// </summary>
/// <param name="catalog">Has the set, and records the copy.</param>
/// <param name="supply">Where volumes come from.</param>
/// <param name="clock">The time.</param>
public sealed class CopyRun(ICatalog catalog, IVolumeSupply supply, TimeProvider clock)
{
    /// <summary>Runs.</summary>
    /// <param name="request">What to copy, and where to.</param>
    /// <param name="observer">Told at most twice a second where the run stands.</param>
    /// <param name="inLibrary">Barcodes that can be mounted; <see langword="null"/>: all that the catalog does not call missing.</param>
    /// <param name="cancellationToken">Ends the run at the next block; what was written until then is committed and the copy is left as <see cref="SetState.Incomplete"/>.</param>
    /// <exception cref="ArgumentException">The request cannot work, or there is no such set that is complete; nothing was touched.</exception>
    /// <exception cref="NoVolumeException">A volume is not in the library that has to be read, or there is none to write on.</exception>
    /// <exception cref="CopySourceException">What is read is damaged.</exception>
    /// <exception cref="TapeException">A drive failed, or more volumes than allowed; or the spool folder has no room. The copy is left incomplete, what was committed is kept.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public async Task<CopyResult> ExecuteAsync(
        CopyRequest request, IProgress<ProgressReport>? observer = null, IReadOnlySet<string>? inLibrary = null, CancellationToken cancellationToken = default)
    {
        request.Validate();
        Directory.CreateDirectory(request.SpoolFolder);
        var id = request.CopyId ?? Guid.CreateVersion7(clock.GetUtcNow());
        using var claim = SetClaim.Take(request.SpoolFolder, id);
        await InterruptedSets.CloseAsync(catalog, request.SpoolFolder, clock, cancellationToken);
        var started = clock.GetTimestamp();
        var named = await NamedAsync(request.SetId, cancellationToken);
        var begun = await catalog.FindSetAsync(id, cancellationToken);
        if (begun is not null && begun.CopyOf != named.ContentId)
            throw new ArgumentException($"Set {id} is no copy of set {request.SetId}; it cannot be gone on with as one.");
        var holders = await SetCopies.HoldersAsync(catalog, named.ContentId, cancellationToken);
        if (begun is { State: SetState.Complete })
            return await ResultOfAsync(begun, wasThere: false, cancellationToken);
        if (begun is null && holders.FirstOrDefault(set => set.CopyOf is not null && string.Equals(set.Pool, request.Pool, StringComparison.Ordinal)) is { } copy)
            return await ResultOfAsync(copy, wasThere: true, cancellationToken);

        var source = await SetCopies.WithinReachAsync(catalog, named, inLibrary, cancellationToken);
        var pieces = await DataOfAsync(catalog, source, inLibrary, cancellationToken);
        var progress = new RunProgress(observer, clock) { TotalBytes = source.Bytes };
        var set = begun is null
            ? await BeginAsync(id, request, source, cancellationToken)
            : await ResumeAsync(begun, source, progress, cancellationToken);
        using var shared = new SharedSupply(supply);
        await using var tape = SourceOf(request, id, pieces, shared, cancellationToken);
        var writing = new SetWriting(catalog, shared, clock, request.Writing, set, progress) { Avoided = await VolumesOfAsync(holders, cancellationToken) };
        var finished = await writing.RunAsync(new CopiedData(catalog, source, SegmentPieces.Group(pieces), tape, id, progress), cancellationToken: cancellationToken);
        return new CopyResult
        {
            Set = finished,
            ReadFrom = source.Id,
            Volumes = writing.Volumes,
            Notes = [.. progress.Notes],
            TapeBytes = progress.TapeBytes,
            Elapsed = clock.GetElapsedTime(started),
        };
    }

    /// <summary>What has to be copied so that a set can be restored from its copy's pool alone: the set, and before it what it stands on, as far as the catalog has that.</summary>
    /// <param name="setId">The set; <see langword="null"/>: the newest complete one.</param>
    /// <param name="withBases">Whether what it stands on is wanted.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">There is no such set that is complete.</exception>
    public async Task<IReadOnlyList<BackupSet>> FindAsync(Guid? setId, bool withBases, CancellationToken cancellationToken = default)
    {
        var newest = setId is null ? (await catalog.ListSetsAsync(new SetQuery { States = [SetState.Complete], Take = 1 }, cancellationToken)).FirstOrDefault() : null;
        var set = await NamedAsync(setId ?? newest?.Id ?? throw new ArgumentException("There is no complete set in the catalog. Make one with 'tapeflows backup DIR'."), cancellationToken);
        return withBases && await SetChain.OfAsync(catalog, set, cancellationToken) is { } chain ? chain : [set];
    }

    private async Task<BackupSet> NamedAsync(Guid setId, CancellationToken cancellationToken)
    {
        var set = await catalog.FindSetAsync(setId, cancellationToken)
            ?? throw new ArgumentException($"Set {setId} is not in the catalog. List the sets with 'tapeflows sets'.");
        return set.State == SetState.Complete ? set : throw new ArgumentException($"Set {setId} is {set.State.ToString().ToLowerInvariant()}: only a complete one is copied.");
    }

    /// <summary>The data pieces of a set that is about to be read.</summary>
    /// <exception cref="NoVolumeException">One of them stands on a volume that is not in the library.</exception>
    internal static async Task<IReadOnlyList<Segment>> DataOfAsync(ICatalog catalog, BackupSet source, IReadOnlySet<string>? inLibrary, CancellationToken cancellationToken)
    {
        IReadOnlyList<Segment> pieces = [.. (await catalog.ListSegmentsAsync(source.Id, cancellationToken)).Where(piece => piece.Kind == SegmentKind.Data)];
        if (inLibrary is not null && pieces.FirstOrDefault(piece => !inLibrary.Contains(piece.Barcode)) is { } missing)
        {
            throw new NoVolumeException($"Volume {missing.Barcode} is not in the library, and set {source.Id} is to be read from it. Put it into an import slot (or a storage slot) and try again.")
            {
                Barcode = missing.Barcode,
            };
        }

        return pieces;
    }

    private async Task<BackupSet> BeginAsync(Guid id, CopyRequest request, BackupSet source, CancellationToken cancellationToken)
    {
        var pool = await catalog.FindPoolAsync(request.Pool, cancellationToken);
        if (pool is null)
            await catalog.SavePoolAsync(pool = new Pool { Name = request.Pool }, cancellationToken);
        var set = source with
        {
            Id = id,
            CopyOf = source.ContentId,
            State = SetState.Writing,
            Pool = request.Pool,
            Compression = request.Compression ?? source.Compression,
            FinishedAt = null,
            ExpiresAt = pool.Retention is { } retention ? clock.GetUtcNow() + retention : null,
            Pieces = 0,
            ManifestSha256 = null,
        };
        // As long as it is being written, the machine is the one that writes it: that one settles it if it dies.
        await catalog.AddSetAsync(set with { HostName = Environment.MachineName, Files = 0, Deleted = 0, Bytes = 0 }, cancellationToken);
        return set;
    }

    private async Task<BackupSet> ResumeAsync(BackupSet begun, BackupSet source, RunProgress progress, CancellationToken cancellationToken)
    {
        var set = begun with { State = SetState.Writing, FinishedAt = null };
        await catalog.UpdateSetAsync(set with { HostName = Environment.MachineName }, cancellationToken);
        progress.Notes.Add($"The copy was begun before and interrupted; it went on behind its {begun.Pieces} committed pieces.");
        return set with { HostName = source.HostName };
    }

    private ISegmentSource SourceOf(CopyRequest request, Guid id, IReadOnlyList<Segment> pieces, IVolumeSupply shared, CancellationToken cancellationToken)
    {
        var longest = pieces.Select(piece => piece.BlockSize).DefaultIfEmpty(request.BlockSize).Max();
        // What is read is not counted once more beside what is written.
        var reading = new RunProgress(null, clock);
        return request.Drives > 1 ? Tape() : new SpooledSegments(Tape, request.SpoolFolder, id);

        TapeSegments Tape() => new(shared, request.BufferBytes, longest, clock, reading, cancellationToken);
    }

    private async Task<IReadOnlyCollection<string>> VolumesOfAsync(IReadOnlyList<BackupSet> holders, CancellationToken cancellationToken)
    {
        var barcodes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var holder in holders)
            barcodes.UnionWith((await catalog.ListSegmentsAsync(holder.Id, cancellationToken)).Select(piece => piece.Barcode));
        return barcodes;
    }

    private async Task<CopyResult> ResultOfAsync(BackupSet copy, bool wasThere, CancellationToken cancellationToken) => new()
    {
        Set = copy,
        ReadFrom = copy.CopyOf!.Value,
        WasThere = wasThere,
        Volumes = [.. (await catalog.ListSegmentsAsync(copy.Id, cancellationToken)).Select(piece => piece.Barcode).Distinct(StringComparer.Ordinal)],
    };
}
