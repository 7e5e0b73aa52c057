using System.Text.Json;
using TapeFlows.Backup.Copies;

namespace TapeFlows.Operations.Executors;

/// <summary>What a copy wants.</summary>
/// <param name="SetId">The set; <see langword="null"/>: the newest complete one.</param>
/// <param name="Pool">The pool that the copy goes to.</param>
/// <param name="Compression">The compression; <see langword="null"/>: as the set.</param>
/// <param name="WithBases">Whether what the set stands on is copied, too, as far as the pool has no copy of it: only then can the set be restored from that pool alone.</param>
public sealed record CopySetRequest(Guid? SetId, string Pool, string? Compression = null, bool WithBases = true);

/// <summary>What a copy did.</summary>
public sealed record CopySetResult
{
    /// <summary>The copy of the set that was named.</summary>
    public required Guid SetId { get; init; }

    /// <summary>What it is a copy of.</summary>
    public required Guid CopyOf { get; init; }

    /// <summary>All copies that there are now for the sake of it, those of its bases first; some may have been there before.</summary>
    public IReadOnlyList<Guid> Copies { get; init; } = [];

    /// <summary>Whether nothing had to be written.</summary>
    public bool WasThere { get; init; }

    /// <summary>Entries in the copies that were written.</summary>
    public long Files { get; init; }

    /// <summary>Content bytes of them.</summary>
    public long Bytes { get; init; }

    /// <summary>Bytes that went to tape.</summary>
    public long TapeBytes { get; init; }

    /// <summary>The volumes that the copies are on, in order.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>The volumes that were read.</summary>
    public IReadOnlyList<string> ReadVolumes { get; init; } = [];

    /// <summary>What is to be told about it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How long the last attempt took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The sets of a copy that has begun, and the identities of their copies.</summary>
    internal static IReadOnlyList<CopyPair> PairsOf(Operation operation) =>
        operation.Checkpoint is { } text ? JsonSerializer.Deserialize<CopyCheckpoint>(text, OperationJson.Options)!.Copies : [];

    internal static CopySetResult Of(IReadOnlyList<CopyResult> copies, IEnumerable<string> readVolumes)
    {
        var written = copies.Where(copy => !copy.WasThere).ToList();
        return new CopySetResult
        {
            SetId = copies[^1].Set.Id,
            CopyOf = copies[^1].Set.ContentId,
            Copies = [.. copies.Select(copy => copy.Set.Id)],
            WasThere = written.Count == 0,
            Files = written.Sum(copy => copy.Set.Files),
            Bytes = written.Sum(copy => copy.Set.Bytes),
            TapeBytes = written.Sum(copy => copy.TapeBytes),
            Volumes = [.. copies.SelectMany(copy => copy.Volumes).Distinct(StringComparer.Ordinal)],
            ReadVolumes = [.. readVolumes.Distinct(StringComparer.Ordinal)],
            Notes = [.. written.SelectMany(copy => copy.Notes)],
            Elapsed = written.Aggregate(TimeSpan.Zero, (sum, copy) => sum + copy.Elapsed),
        };
    }
}

/// <summary>Copies a set to another pool, from tape to tape. An attempt that follows another goes on behind the last committed piece.</summary>
internal sealed class CopyExecutor : IOperationExecutor
{
    public OperationKind Kind => OperationKind.Copy;

    public async Task<OperationEnd> ExecuteAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var request = context.Request<CopySetRequest>();
        var run = new CopyRun(context.Catalog, context.Session, context.Site.Clock);
        var known = context.Checkpoint<CopyCheckpoint>();
        if (known is null)
        {
            var sets = await run.FindAsync(request.SetId, request.WithBases, cancellationToken);
            // Stored before the first copy is begun: whatever happens then, the next attempt finds it.
            known = new CopyCheckpoint([.. sets.Select(set => new CopyPair(set.Id, Guid.CreateVersion7(context.Site.Clock.GetUtcNow())))]);
            await context.SaveAsync(known);
        }

        var (copies, read) = (new List<CopyResult>(), new List<string>());
        try
        {
            foreach (var pair in known.Copies)
            {
                var copy = await run.ExecuteAsync(RequestFor(context, request, pair), context.Progress, context.VolumesInLibrary(), cancellationToken);
                copies.Add(copy);
                if (!copy.WasThere)
                    read.AddRange((await context.Catalog.ListSegmentsAsync(copy.ReadFrom, cancellationToken)).Select(piece => piece.Barcode));
            }
        }
        catch (CopySourceException e)
        {
            return new OperationEnd(OperationOutcome.Damaged, copies.Count == 0 ? null : OperationJson.Text(CopySetResult.Of(copies, read)), e.Message);
        }

        return new OperationEnd(OperationOutcome.Done, OperationJson.Text(CopySetResult.Of(copies, read)));
    }

    private static CopyRequest RequestFor(OperationContext context, CopySetRequest request, CopyPair pair) => new()
    {
        SetId = pair.SetId,
        CopyId = pair.CopyId,
        Pool = request.Pool,
        Compression = request.Compression,
        Drives = context.Operation.Drive is null ? Math.Max(1, context.Site.Library.DriveNames.Count) : 1,
        BlockSize = context.Site.BlockSize,
        BufferBytes = context.Site.BufferBytes,
        SpoolFolder = context.Site.SpoolFolder,
    };
}

/// <summary>What the next attempt at a copy has to know.</summary>
internal sealed record CopyCheckpoint(IReadOnlyList<CopyPair> Copies);

/// <summary>A set, and the identity of its copy.</summary>
internal sealed record CopyPair(Guid SetId, Guid CopyId);
