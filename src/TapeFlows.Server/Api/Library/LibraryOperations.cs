using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using TapeFlows.Backup;
using TapeFlows.Operations;
using TapeFlows.Operations.Executors;
using TapeFlows.Server.Access;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Operations;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Api.Requests;
using TapeFlows.Server.Data;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Media;

namespace TapeFlows.Server.Api.Library;

/// <summary>What a person has done in the library: each an operation of its own, enqueued and answered with at once.</summary>
internal static class LibraryOperations
{
    private const string LabelExample = """{ "volume": "TF0001L8", "pool": "monthly" }""";
    private const string RebuildExample = """{ "volumes": ["TF0001L8"] }""";
    private const string CleanExample = """{ "volume": "CLN001L8" }""";
    private const string MoveExample = """{ "volume": "TF0001L8", "to": "import_export" }""";

    public static void MapLibraryOperations(this IEndpointRouteBuilder library)
    {
        library.MapPost("/moves", MoveAsync).RequireAuthorization(Policies.Operate).Answers<OperationView>(StatusCodes.Status202Accepted).Refuses(400, 409, 503).Example(MoveExample);
        library.MapPost("/labels", LabelAsync).RequireAuthorization(Policies.Operate).Answers<OperationView>(StatusCodes.Status202Accepted).Refuses(400, 409, 503).Example(LabelExample);
        library.MapPost("/rebuilds", RebuildAsync).RequireAuthorization(Policies.Operate).Answers<OperationView>(StatusCodes.Status202Accepted).Refuses(400, 503).Example(RebuildExample);
        library.MapPost("/drives/{name}/clean", CleanAsync).RequireAuthorization(Policies.Operate).Answers<OperationView>(StatusCodes.Status202Accepted).Refuses(400, 404, 503).Example(CleanExample);
        library.MapPost("/inventory", InventoryAsync).RequireAuthorization(Policies.Operate).Answers<OperationView>(StatusCodes.Status202Accepted);
    }

    /// <summary>Moves a cartridge to another slot, for example to an import/export slot. Drives are for mounts of runs.</summary>
    public static async Task<IResult> MoveAsync(Body<MoveBody> body, Station station, IOperations operations, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var places = station.Places();
        var source = places.FirstOrDefault(element => element.Barcode is { } barcode && barcode == body.Value.Volume)
            ?? throw Problem.Of("volume", $"There is no volume '{body.Value.Volume}' in the library. GET /api/library shows what is.");
        var target = body.Value.TargetIn(places);
        if (source.Kind == ElementKind.Drive || target.Kind == ElementKind.Drive)
            throw Problem.Conflict.Because("A move does not reach into drives: the run that mounted the volume unloads it. Nothing was moved.");
        if (target.IsFull)
            throw Problem.Conflict.Because($"Volume {target.Barcode} is in place {target.Address} already. Nothing was moved.");
        return await EnqueueAsync(OperationKind.Move, OperationJson.Text(new MoveRequest(source.Address, target.Address)), "library.move", operations, audit, caller, cancellationToken);
    }

    /// <summary>Makes a volume one of a pool, with an identity of its own. One that is not blank only with the consent of an administrator, and never one with sets that the catalog has.</summary>
    public static async Task<IResult> LabelAsync(
        Body<LabelBody> body, Station station, IOperations operations, IAuditLog audit, IAuthorizationService authorization, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var wanted = body.Value;
        var barcode = BarcodeIn(station, wanted.Volume);
        if (wanted.Pool is { } pool && !Pool.IsName(pool))
            throw Problem.Of("pool", $"'{pool}' cannot be the name of a pool: {Pool.NameRule}.");
        if (wanted.GivesUpContent && !(await authorization.AuthorizeAsync(caller, Policies.Administer)).Succeeded)
            throw Problem.Of("gives_up_content", "Only an administrator gives up what is on a volume.");
        if ((await station.Catalog.ListSegmentsOnVolumeAsync(barcode, cancellationToken)).Count > 0)
            throw Problem.Conflict.Because($"Volume {barcode} holds sets that the catalog has. Expire them first, or use another volume. Nothing was changed.");
        return await EnqueueAsync(OperationKind.Label, OperationJson.Text(new LabelRequest(barcode, wanted.Pool, wanted.GivesUpContent, PutsBack: true)), "library.label", operations, audit, caller, cancellationToken);
    }

    /// <summary>Brings into the catalog what is on cartridges and missing there: of the volumes named, or of all in the library. What the catalog knows stays as it is.</summary>
    public static Task<IResult> RebuildAsync(Body<RebuildBody> body, Station station, IOperations operations, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        string[]? volumes = body.Value.Volumes is { Count: > 0 } named ? [.. named.Select(barcode => BarcodeIn(station, barcode, "volumes"))] : null;
        return EnqueueAsync(OperationKind.Rebuild, OperationJson.Text(new RebuildRequest(volumes, PutsBack: true)), "library.rebuild", operations, audit, caller, cancellationToken);
    }

    /// <summary>Runs a cleaning cartridge through a drive: the one named, or the first of the library.</summary>
    public static async Task<IResult> CleanAsync(string name, Body<CleanBody> body, Station station, IOperations operations, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        if (!station.Library.DriveNames.Contains(name, StringComparer.Ordinal))
            throw Problem.NotFound.Because($"The library has no drive '{name}'. GET /api/library/drives lists those it has.");
        if (body.Value.Volume is { } barcode && !(CleaningCartridge.Is(barcode) && station.Places().Any(element => element.Barcode == barcode)))
            throw Problem.Of("volume", $"'{barcode}' is no cleaning cartridge (CLNxxxLx) in the library. Leave it out to use the first one.");
        return await EnqueueAsync(OperationKind.Clean, OperationJson.Text(new CleanRequest(body.Value.Volume)), "library.clean", operations, audit, caller, cancellationToken, name);
    }

    /// <summary>Looks again what is in the library.</summary>
    public static Task<IResult> InventoryAsync(IOperations operations, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken) =>
        EnqueueAsync(OperationKind.Inventory, "{}", "library.inventory", operations, audit, caller, cancellationToken);

    private static string BarcodeIn(Station station, string? barcode, string field = "volume")
    {
        if (barcode is null || station.Places().All(element => element.Barcode != barcode))
            throw Problem.Of(field, $"There is no volume '{barcode}' in the library. GET /api/library shows what is.");
        return !CleaningCartridge.Is(barcode) ? barcode : throw Problem.Of(field, $"{barcode} is a cleaning cartridge: it holds no data.");
    }

    private static async Task<IResult> EnqueueAsync(
        OperationKind kind, string data, string action, IOperations operations, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken, string? drive = null)
    {
        var id = Guid.CreateVersion7().ToString();
        var operation = await operations.EnqueueAsync(new OperationRequest { Key = $"api/{id}", Kind = kind, Run = $"api-{id}", Data = data, Drive = drive }, cancellationToken);
        var view = OperationView.Of(operation);
        await audit.WriteAsync(caller, action, operation.Id.ToString(), before: null, view, CancellationToken.None);
        return Results.Accepted($"/api/operations/{operation.Id}", view);
    }
}

/// <summary>What to label.</summary>
internal sealed record LabelBody
{
    /// <summary>The barcode.</summary>
    public string? Volume { get; init; }

    /// <summary>The pool that it joins; null: the default one.</summary>
    public string? Pool { get; init; }

    /// <summary>Whether a volume that is not blank is labelled, too: all that is on it is lost.</summary>
    public bool GivesUpContent { get; init; }
}

/// <summary>What to learn from.</summary>
internal sealed record RebuildBody
{
    /// <summary>The barcodes; null: all in the library.</summary>
    public IReadOnlyList<string>? Volumes { get; init; }
}

/// <summary>What to clean with.</summary>
internal sealed record CleanBody
{
    /// <summary>The barcode of a cleaning cartridge; null: the first one of the library.</summary>
    public string? Volume { get; init; }
}
