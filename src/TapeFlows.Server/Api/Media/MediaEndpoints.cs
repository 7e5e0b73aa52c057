using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using TapeFlows.Backup;
using TapeFlows.Backup.Volumes;
using TapeFlows.Scheduling;
using TapeFlows.Server.Access;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Library;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Api.Requests;
using TapeFlows.Server.Data;
using TapeFlows.Server.Output;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Server.Api.Media;

/// <summary><c>/api/media</c>: volumes, and the pools that they belong to.</summary>
internal static class MediaEndpoints
{
    private const string VolumeExample = """{ "state": "suspect", "remark": "Fell off the shelf." }""";
    private const string PoolExample = """{ "description": "Kept for seven years.", "retention_days": 2557, "append": true }""";

    public static void MapMedia(this IEndpointRouteBuilder api)
    {
        var media = api.MapGroup("/media").WithTags("Media");
        media.MapGet("/volumes", VolumesAsync).RequireAuthorization(Policies.View).Answers<VolumePage>();
        media.MapGet("/volumes/{barcode}", VolumeAsync).RequireAuthorization(Policies.View).Answers<VolumeView>().Refuses(404);
        media.MapPatch("/volumes/{barcode}", ChangeVolumeAsync).RequireAuthorization(Policies.Operate).Answers<VolumeView>().Refuses(400, 404, 409, 412, 503).Example(VolumeExample);
        media.MapGet("/pools", PoolsAsync).RequireAuthorization(Policies.View).Answers<PoolPage>();
        media.MapGet("/pools/{name}", PoolAsync).RequireAuthorization(Policies.View).Answers<PoolView>().Refuses(404);
        media.MapPut("/pools/{name}", SavePoolAsync).RequireAuthorization(Policies.Administer).Answers<PoolView>().Refuses(400).Example(PoolExample);
    }

    /// <summary>Lists volumes by barcode, those of the library that the catalog does not know among them.</summary>
    public static async Task<IResult> VolumesAsync(Query<VolumeFilter> query, Station station, CancellationToken cancellationToken)
    {
        var wanted = query.Value;
        var state = wanted.State is { } given ? Words.Of(given) : null;
        var volumes = (await VolumeList.ReadAsync(station, cancellationToken))
            .Where(volume => (wanted.Pool is null || volume.Pool == wanted.Pool) && (state is null || volume.State == state))
            .ToList();
        return Results.Ok(new VolumePage([.. volumes.Skip(wanted.Offset).Take(wanted.Limit)], volumes.Count, wanted.Limit, wanted.Offset));
    }

    /// <summary>Shows a volume and the pieces of sets on it, in the order of the tape.</summary>
    public static async Task<IResult> VolumeAsync(string barcode, Station station, HttpResponse response, CancellationToken cancellationToken) =>
        Results.Ok(await ShowAsync(barcode, station, response, cancellationToken));

    /// <summary>Changes what a volume can be used for, its pool, or what is remarked of it, as far as what is on it allows. What is left out stays.</summary>
    public static async Task<IResult> ChangeVolumeAsync(
        string barcode, Body<VolumeBody> body, Station station, IAuditLog audit, ClaimsPrincipal caller, HttpContext context, CancellationToken cancellationToken)
    {
        var wanted = body.Value.ToChange();
        if (wanted.Pool is { } pool && await station.Catalog.FindPoolAsync(pool, cancellationToken) is null)
            throw Problem.Of("pool", $"There is no pool '{pool}'. GET /api/media/pools lists those that there are; PUT /api/media/pools/{pool} makes it.");
        var tag = VolumeTag.Wanted(context.Request);
        var seen = await station.Catalog.FindVolumeAsync(barcode, cancellationToken);
        var pieces = await station.Catalog.ListSegmentsOnVolumeAsync(barcode, cancellationToken);
        var isInLibrary = station.Places().Any(element => element.Barcode == barcode);
        var changed = await station.Catalog.ChangeVolumeAsync(barcode, Change, cancellationToken)
            ?? throw Problem.NotFound.Because($"There is no volume '{barcode}' in the catalog. GET /api/media/volumes lists all; one that was never written gets a pool by POST /api/library/labels.");
        await audit.WriteAsync(caller, "volume.change", barcode, VolumeWish.Of(changed.Before), VolumeWish.Of(changed.After), CancellationToken.None);
        return Results.Ok(await ShowAsync(barcode, station, context.Response, cancellationToken));

        Volume Change(Volume volume)
        {
            if (tag is not null && tag != VolumeTag.Of(volume))
                throw Problem.VersionMismatch.Because($"Volume {barcode} was changed since it was read. Nothing was changed. Read it again and send the ETag that comes with it.");
            // What is on it was looked at before: a write may have begun since.
            if (volume != seen)
                throw Problem.Conflict.Because($"Volume {barcode} is being worked with in this moment. Nothing was changed. Try again.");
            try
            {
                return wanted.Of(volume, pieces, isInLibrary);
            }
            catch (VolumeChangeException e)
            {
                throw Problem.Conflict.Because(e.Message);
            }
        }
    }

    private static async Task<VolumeView> ShowAsync(string barcode, Station station, HttpResponse response, CancellationToken cancellationToken)
    {
        if (await station.Catalog.FindVolumeAsync(barcode, cancellationToken) is { } known)
            response.Headers.ETag = VolumeTag.Of(known);
        var volume = (await VolumeList.ReadAsync(station, cancellationToken)).FirstOrDefault(volume => volume.Barcode == barcode)
            ?? throw Problem.NotFound.Because($"There is no volume '{barcode}', neither in the catalog nor in the library. GET /api/media/volumes lists those that there are.");
        var pieces = await station.Catalog.ListSegmentsOnVolumeAsync(barcode, cancellationToken);
        return new VolumeView(volume, [.. pieces.Select(PieceView.Of)]);
    }

    /// <summary>Lists the pools by name.</summary>
    public static async Task<IResult> PoolsAsync(Station station, CancellationToken cancellationToken) =>
        Results.Ok(new PoolPage([.. (await station.Catalog.ListPoolsAsync(cancellationToken)).Select(PoolView.Of)]));

    /// <summary>Shows a pool.</summary>
    public static async Task<IResult> PoolAsync(string name, Station station, CancellationToken cancellationToken) =>
        Results.Ok(PoolView.Of(await station.Catalog.FindPoolAsync(name, cancellationToken) ?? throw Problem.NotFound.Because($"There is no pool '{name}'. GET /api/media/pools lists those that there are.")));

    /// <summary>Makes a pool, or changes the one of that name. What is not said gets its default. Another retention counts for sets to come.</summary>
    public static async Task<IResult> SavePoolAsync(string name, Body<PoolBody> body, Station station, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var pool = body.Value.ToPool(name);
        var before = await station.Catalog.FindPoolAsync(name, cancellationToken);
        await station.Catalog.SavePoolAsync(pool, cancellationToken);
        var view = PoolView.Of(pool);
        await audit.WriteAsync(caller, before is null ? "pool.create" : "pool.change", name, before is null ? null : PoolView.Of(before), view, CancellationToken.None);
        return Results.Ok(view);
    }
}

/// <summary>What a person wants of a volume; null: it stays.</summary>
internal sealed record VolumeBody
{
    /// <summary>The pool; only of a scratch volume.</summary>
    public string? Pool { get; init; }

    /// <summary>suspect: it is read, and nothing is written on it. full: nothing is appended any more. appendable or scratch: it is used again. missing: it is kept somewhere else.</summary>
    public VolumeState? State { get; init; }

    /// <summary>Words about it, up to 1000 characters; empty takes them away.</summary>
    [StringLength(1000)]
    public string? Remark { get; init; }

    public VolumeChange ToChange() => new(Pool, State, Remark);
}

/// <summary>What of a volume a person can change, as the audit log has it.</summary>
internal sealed record VolumeWish(string Pool, VolumeState State, string? Remark)
{
    public static VolumeWish Of(Volume volume) => new(volume.Pool, volume.State, volume.Remark);
}

/// <summary>Which volumes to list.</summary>
internal sealed record VolumeFilter
{
    /// <summary>Only of this pool.</summary>
    public string? Pool { get; init; }

    /// <summary>Only in this state.</summary>
    public VolumeState? State { get; init; }

    /// <summary>How many at most.</summary>
    [Range(1, 1000)]
    public int Limit { get; init; } = 100;

    /// <summary>How many to leave out.</summary>
    [Range(0, int.MaxValue)]
    public int Offset { get; init; }
}

/// <summary>A page of volumes.</summary>
/// <param name="Volumes">By barcode.</param>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="Limit">How many at most were asked for.</param>
/// <param name="Offset">How many were left out.</param>
internal sealed record VolumePage(IReadOnlyList<VolumeLine> Volumes, int Total, int Limit, int Offset);

/// <summary>A volume with what is on it.</summary>
/// <param name="Volume">The volume.</param>
/// <param name="Pieces">The pieces of sets, by block address.</param>
internal sealed record VolumeView(VolumeLine Volume, IReadOnlyList<PieceView> Pieces);

/// <summary>A piece of a set on a volume.</summary>
internal sealed record PieceView(
    Guid SetId, int Piece, int Segment, int Section, SegmentKind Kind, SegmentState State, string Volume, int FileSequence, long FirstBlock, long Blocks, int BlockSize, long Bytes, string? Sha256, DateTimeOffset? CommittedAt)
{
    public static PieceView Of(Segment piece) => new(
        piece.SetId, piece.Piece, piece.Number, piece.Section, piece.Kind, piece.State, piece.Barcode, piece.FileSequence, piece.FirstBlockAddress, piece.Blocks, piece.BlockSize, piece.Bytes,
        piece.Sha256 is { } sum ? Convert.ToHexStringLower(sum) : null, piece.CommittedAt);
}

/// <summary>The pools.</summary>
/// <param name="Pools">By name.</param>
internal sealed record PoolPage(IReadOnlyList<PoolView> Pools);

/// <summary>A pool.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it is for.</param>
/// <param name="RetentionDays">For how long sets in it are kept; null: no limit.</param>
/// <param name="Append">Whether a set may begin on a volume that already holds others.</param>
internal sealed record PoolView(string Name, string Description, double? RetentionDays, bool Append)
{
    public static PoolView Of(Pool pool) => new(pool.Name, pool.Description, pool.Retention?.TotalDays, pool.Append);
}

/// <summary>What may be said of a pool.</summary>
[ReadOnlyFields(typeof(PoolView))]
internal sealed record PoolBody
{
    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>For how many days sets in it are kept; null: no limit.</summary>
    [Range(1d, 100_000d)]
    public double? RetentionDays { get; init; }

    /// <summary>Whether a set may begin on a volume that already holds others. Default: true.</summary>
    public bool? Append { get; init; }

    /// <exception cref="ProblemException">A field makes no sense.</exception>
    public Pool ToPool(string name)
    {
        if (!Pool.IsName(name))
            throw Problem.Of("name", $"'{name}' cannot be the name of a pool: {Pool.NameRule}.");
        return new Pool { Name = name, Description = Description ?? "", Retention = RetentionDays is { } days ? TimeSpan.FromDays(days) : null, Append = Append ?? true };
    }
}
