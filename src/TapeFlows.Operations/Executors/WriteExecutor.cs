using System.Text.Json;
using TapeFlows.Backup;
using TapeFlows.Backup.Comparison;
using TapeFlows.Backup.Runs;
using TapeFlows.Backup.Sources;

namespace TapeFlows.Operations.Executors;

/// <summary>What a write wants.</summary>
public sealed record WriteRequest
{
    /// <summary>Full, differential or incremental.</summary>
    public BackupType Type { get; init; } = BackupType.Full;

    /// <summary>What is read; what the site leaves out is left out besides.</summary>
    public required SourceOptions Sources { get; init; }

    /// <summary>The pool; <see langword="null"/>: the default one.</summary>
    public string? Pool { get; init; }

    /// <summary>The compression; <see langword="null"/>: the default one.</summary>
    public string? Compression { get; init; }

    /// <summary>Whether content is compared to find what changed, and not only size and times.</summary>
    public bool ComparesContent { get; init; }
}

/// <summary>What a write did.</summary>
public sealed record WriteResult
{
    /// <summary>The set.</summary>
    public required Guid SetId { get; init; }

    /// <summary>What it became.</summary>
    public required BackupType Type { get; init; }

    /// <summary>Entries archived.</summary>
    public long Files { get; init; }

    /// <summary>Content bytes archived.</summary>
    public long Bytes { get; init; }

    /// <summary>Entries gone since the base set.</summary>
    public long Deleted { get; init; }

    /// <summary>Entries that had not changed.</summary>
    public long Unchanged { get; init; }

    /// <summary>Entries only known under a new name.</summary>
    public long Renamed { get; init; }

    /// <summary>Entries that could not be archived as they should.</summary>
    public long Warnings { get; init; }

    /// <summary>Bytes that went to tape.</summary>
    public long TapeBytes { get; init; }

    /// <summary>How long the last attempt took.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>The volumes, in order.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];

    /// <summary>What is to be told about the run as a whole.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The first <see cref="BackupResult.MaxProblems"/> of the warnings.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>The set that a write has begun, finished or not; <see langword="null"/>: none yet.</summary>
    public static Guid? SetOf(Operation operation) =>
        operation.Checkpoint is { } text ? JsonSerializer.Deserialize<WriteCheckpoint>(text, OperationJson.Options)!.SetId : null;
}

/// <summary>Writes a set. An attempt that follows another goes on with the same set behind its last committed piece.</summary>
internal sealed class WriteExecutor : IOperationExecutor
{
    public OperationKind Kind => OperationKind.Write;

    public async Task<OperationEnd> ExecuteAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var set = context.Checkpoint<WriteCheckpoint>();
        if (set is null)
        {
            // Stored before the set is begun: whatever happens then, the next attempt finds it.
            set = new WriteCheckpoint(Guid.CreateVersion7(context.Site.Clock.GetUtcNow()));
            await context.SaveAsync(set);
        }

        var run = new BackupRun(context.Catalog, context.Session, context.Site.Clock);
        var result = await run.ExecuteAsync(RequestFor(context, set.SetId), context.Progress, cancellationToken);
        return new OperationEnd(OperationOutcome.Done, OperationJson.Text(ResultOf(result)));
    }

    private static BackupRequest RequestFor(OperationContext context, Guid setId)
    {
        var (request, site) = (context.Request<WriteRequest>(), context.Site);
        return new BackupRequest
        {
            SetId = setId,
            Sources = request.Sources with { LeaveOut = [.. request.Sources.LeaveOut, .. site.LeaveOut] },
            Type = request.Type,
            Pool = request.Pool ?? site.DefaultPool,
            Compression = request.Compression ?? site.DefaultCompression,
            Comparison = new ComparisonOptions { Content = request.ComparesContent ? ContentCheck.Always : ContentCheck.Never },
            BlockSize = site.BlockSize,
            SegmentSize = site.SegmentSize,
            BufferBytes = site.BufferBytes,
            SpoolFolder = site.SpoolFolder,
        };
    }

    private static WriteResult ResultOf(BackupResult result) => new()
    {
        SetId = result.Set.Id,
        Type = result.Set.Type,
        Files = result.Set.Files,
        Bytes = result.Set.Bytes,
        Deleted = result.Set.Deleted,
        Unchanged = result.Unchanged,
        Renamed = result.Renamed,
        Warnings = result.Warnings,
        TapeBytes = result.TapeBytes,
        Elapsed = result.Elapsed,
        Volumes = result.Volumes,
        Notes = result.Notes,
        Problems = [.. result.Problems.Where(problem => !problem.IsNote).Select(problem => problem.ToString())],
    };

}

/// <summary>What the next attempt at a write has to know.</summary>
internal sealed record WriteCheckpoint(Guid SetId);
