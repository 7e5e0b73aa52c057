using System.ComponentModel.DataAnnotations;
using System.Globalization;
using TapeFlows.Backup;
using TapeFlows.Server.Access;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Api.Requests;
using TapeFlows.Server.Data;
using TapeFlows.Server.Output;

namespace TapeFlows.Server.Api.Backup;

/// <summary><c>/api/backup/sets</c> and <c>/api/backup/files</c>: what is backed up.</summary>
internal static class SetEndpoints
{
    public static void MapSets(this IEndpointRouteBuilder backup)
    {
        backup.MapGet("/sets", ListAsync).RequireAuthorization(Policies.View).Answers<SetPage>();
        backup.MapGet("/sets/{id:guid}", GetAsync).RequireAuthorization(Policies.View).Answers<SetDetail>().Refuses(404);
        backup.MapGet("/sets/{id:guid}/files", FilesAsync).RequireAuthorization(Policies.View).Answers<FilePage>().Refuses(404);
        backup.MapGet("/files/{id}", FileAsync).RequireAuthorization(Policies.View).Answers<FileDetail>().Refuses(404);
    }

    /// <summary>Lists sets, the newest first.</summary>
    public static async Task<IResult> ListAsync(Query<SetFilter> query, Station station, CancellationToken cancellationToken)
    {
        var wanted = query.Value;
        var sets = await station.Catalog.ListSetsAsync(
            new SetQuery
            {
                Pool = wanted.Pool,
                Type = wanted.Type,
                States = wanted.State is { } state ? [state] : null,
                Roots = wanted.Root,
                StartedUntil = wanted.StartedUntil,
                Skip = wanted.Offset,
                Take = wanted.Limit,
            },
            cancellationToken);
        return Results.Ok(new SetPage([.. sets.Select(SetView.Of)], wanted.Limit, wanted.Offset));
    }

    /// <summary>Shows a set, its pieces and the volumes that they are on.</summary>
    public static async Task<IResult> GetAsync(Guid id, Station station, CancellationToken cancellationToken) =>
        Results.Ok(SetDetail.Of(await FindAsync(id, station, cancellationToken), await station.Catalog.ListSegmentsAsync(id, cancellationToken)));

    /// <summary>The entries of a set in path order, deletions among them.</summary>
    public static async Task<IResult> FilesAsync(Guid id, Query<FileRange> query, Station station, CancellationToken cancellationToken)
    {
        await FindAsync(id, station, cancellationToken);
        var limit = query.Value.Limit;
        var rows = await station.Catalog.ReadFilesAsync(id, query.Value.After, cancellationToken).Take(limit).ToListAsync(cancellationToken);
        return Results.Ok(new FilePage(
            [.. rows.Select(row => new FileView(FileReference.Of(id, row), FileLines.Of(row)))], rows.Count < limit ? null : rows[^1].Ordinal.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>Shows an entry and where it lies on tape.</summary>
    public static async Task<IResult> FileAsync(string id, Station station, CancellationToken cancellationToken)
    {
        if (FileReference.Parse(id) is not var (setId, ordinal) || await station.Catalog.FindSetAsync(setId, cancellationToken) is null)
            throw Missing(id);
        var row = await station.Catalog.ReadFilesAsync(setId, ordinal - 1, cancellationToken).FirstOrDefaultAsync(cancellationToken);
        if (row?.Ordinal != ordinal)
            throw Missing(id);
        var pieces = await station.Catalog.ListSegmentsAsync(setId, cancellationToken);
        var first = pieces.FirstOrDefault(piece => piece.Piece == row.Position.Piece);
        return Results.Ok(new FileDetail(
            id, setId, FileLines.Of(row), first?.Barcode, first is null ? null : row.Position.BlockAddress,
            [.. pieces.Where(piece => first is not null && piece.Piece >= first.Piece && piece.Piece <= row.LastPiece).Select(piece => piece.Barcode).Distinct(StringComparer.Ordinal)]));
    }

    public static async Task<BackupSet> FindAsync(Guid id, Station station, CancellationToken cancellationToken) =>
        await station.Catalog.FindSetAsync(id, cancellationToken) ?? throw Problem.NotFound.Because($"There is no set {id} in the catalog. GET /api/backup/sets lists those that there are.");

    private static ProblemException Missing(string id) => Problem.NotFound.Because($"There is no entry '{id}'. Ids come with GET /api/backup/sets/ID/files.");
}

/// <summary>The id of an entry: its set and its number in it.</summary>
internal static class FileReference
{
    public static string Of(Guid setId, CatalogFile file) => string.Create(CultureInfo.InvariantCulture, $"{setId:N}-{file.Ordinal}");

    public static (Guid SetId, long Ordinal)? Parse(string id) =>
        id.Split('-') is [var set, var number] && Guid.TryParseExact(set, "N", out var setId) && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal) && ordinal > 0
            ? (setId, ordinal)
            : null;
}

/// <summary>Which sets to list.</summary>
internal sealed record SetFilter
{
    /// <summary>Only of this pool.</summary>
    public string? Pool { get; init; }

    /// <summary>Only of this type.</summary>
    public BackupType? Type { get; init; }

    /// <summary>Only in this state.</summary>
    public SetState? State { get; init; }

    /// <summary>Only with exactly these sources; may be repeated.</summary>
    public IReadOnlyList<string>? Root { get; init; }

    /// <summary>Only begun at or before this moment.</summary>
    public DateTimeOffset? StartedUntil { get; init; }

    /// <summary>How many at most.</summary>
    [Range(1, 1000)]
    public int Limit { get; init; } = 100;

    /// <summary>How many to leave out, from the newest.</summary>
    [Range(0, int.MaxValue)]
    public int Offset { get; init; }
}

/// <summary>Which entries of a set.</summary>
internal sealed record FileRange
{
    /// <summary>How many at most.</summary>
    [Range(1, 10_000)]
    public int Limit { get; init; } = 1000;

    /// <summary>Only behind this one: the next of the page before.</summary>
    [Range(0d, long.MaxValue)]
    public long After { get; init; }
}
