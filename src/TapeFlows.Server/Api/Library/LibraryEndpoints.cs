using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using TapeFlows.Operations;
using TapeFlows.Operations.Executors;
using TapeFlows.Scheduling;
using TapeFlows.Server.Access;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Operations;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Api.Requests;
using TapeFlows.Server.Data;
using TapeFlows.Tape.Changers;
using TapeFlows.Tape.Media;

namespace TapeFlows.Server.Api.Library;

/// <summary><c>/api/library</c>: what is where in the library, and having it moved. Whatever touches it is an operation.</summary>
internal static class LibraryEndpoints
{
    public static void MapLibrary(this IEndpointRouteBuilder api)
    {
        var library = api.MapGroup("/library").WithTags("Library");
        library.MapGet("/", ListAsync).RequireAuthorization(Policies.View).Answers<LibraryList>().Refuses(503);
        library.MapGet("/slots", SlotsAsync).RequireAuthorization(Policies.View).Answers<PlaceList>().Refuses(503);
        library.MapGet("/drives", DrivesAsync).RequireAuthorization(Policies.View).Answers<PlaceList>().Refuses(503);
        library.MapPost("/moves", MoveAsync).RequireAuthorization(Policies.Operate).Answers<OperationView>(StatusCodes.Status202Accepted).Refuses(400, 409).Example(MoveExample);
        library.MapPost("/labels", LabelAsync).RequireAuthorization(Policies.Operate).Answers<OperationView>(StatusCodes.Status202Accepted).Refuses(400, 409).Example(LabelExample);
        library.MapPost("/rebuilds", RebuildAsync).RequireAuthorization(Policies.Operate).Answers<OperationView>(StatusCodes.Status202Accepted).Refuses(400).Example(RebuildExample);
        library.MapPost("/drives/{name}/clean", CleanAsync).RequireAuthorization(Policies.Operate).Answers<OperationView>(StatusCodes.Status202Accepted).Refuses(400, 404).Example(CleanExample);
        library.MapPost("/inventory", InventoryAsync).RequireAuthorization(Policies.Operate).Answers<OperationView>(StatusCodes.Status202Accepted);
    }

    private const string LabelExample = """{ "volume": "TF0001L8", "pool": "monthly" }""";
    private const string RebuildExample = """{ "volumes": ["TF0001L8"] }""";
    private const string CleanExample = """{ "volume": "CLN001L8" }""";
    private const string MoveExample = """{ "volume": "TF0001L8", "to": "import_export" }""";

    /// <summary>Lists the libraries with all their places.</summary>
    public static async Task<IResult> ListAsync(Station station, IOperations operations, CancellationToken cancellationToken) =>
        Results.Ok(new LibraryList([new LibraryView(station.Library.Name, await PlacesAsync(station, operations, _ => true, cancellationToken))]));

    /// <summary>Lists the storage and import/export slots.</summary>
    public static async Task<IResult> SlotsAsync(Station station, IOperations operations, CancellationToken cancellationToken) =>
        Results.Ok(new PlaceList(await PlacesAsync(station, operations, element => element.Kind != ElementKind.Drive, cancellationToken)));

    /// <summary>Lists the drives.</summary>
    public static async Task<IResult> DrivesAsync(Station station, IOperations operations, CancellationToken cancellationToken) =>
        Results.Ok(new PlaceList(await PlacesAsync(station, operations, element => element.Kind == ElementKind.Drive, cancellationToken)));

    /// <summary>Moves a cartridge to another slot, for example to an import/export slot. Drives are for mounts of runs.</summary>
    public static async Task<IResult> MoveAsync(Body<MoveBody> body, Station station, IOperations operations, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var places = Inventory(station);
        var source = places.FirstOrDefault(element => element.Barcode is { } barcode && barcode == body.Value.Volume)
            ?? throw Problem.Of("volume", $"There is no volume '{body.Value.Volume}' in the library. GET /api/library shows what is.");
        var target = TargetOf(body.Value, places);
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
        if (wanted.Pool is { } pool && !TapeFlows.Backup.Pool.IsName(pool))
            throw Problem.Of("pool", $"'{pool}' cannot be the name of a pool: {TapeFlows.Backup.Pool.NameRule}.");
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
        if (body.Value.Volume is { } barcode && !(CleaningCartridge.Is(barcode) && Inventory(station).Any(element => element.Barcode == barcode)))
            throw Problem.Of("volume", $"'{barcode}' is no cleaning cartridge (CLNxxxLx) in the library. Leave it out to use the first one.");
        return await EnqueueAsync(OperationKind.Clean, OperationJson.Text(new CleanRequest(body.Value.Volume)), "library.clean", operations, audit, caller, cancellationToken, name);
    }

    private static string BarcodeIn(Station station, string? barcode, string field = "volume")
    {
        if (barcode is null || Inventory(station).All(element => element.Barcode != barcode))
            throw Problem.Of(field, $"There is no volume '{barcode}' in the library. GET /api/library shows what is.");
        return !CleaningCartridge.Is(barcode) ? barcode : throw Problem.Of(field, $"{barcode} is a cleaning cartridge: it holds no data.");
    }

    /// <summary>Looks again what is in the library.</summary>
    public static Task<IResult> InventoryAsync(IOperations operations, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken) =>
        EnqueueAsync(OperationKind.Inventory, "{}", "library.inventory", operations, audit, caller, cancellationToken);

    private static async Task<IResult> EnqueueAsync(
        OperationKind kind, string data, string action, IOperations operations, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken, string? drive = null)
    {
        var id = Guid.CreateVersion7().ToString();
        var operation = await operations.EnqueueAsync(new OperationRequest { Key = $"api/{id}", Kind = kind, Run = $"api-{id}", Data = data, Drive = drive }, cancellationToken);
        var view = OperationView.Of(operation);
        await audit.WriteAsync(caller, action, operation.Id.ToString(), before: null, view, CancellationToken.None);
        return Results.Accepted($"/api/operations/{operation.Id}", view);
    }

    private static LibraryElement TargetOf(MoveBody body, IReadOnlyList<LibraryElement> places)
    {
        if (body.ToNumber is { } number)
            return places.FirstOrDefault(element => element.Address == number) ?? throw Problem.Of("to_number", $"The library has no place {number}. GET /api/library shows those it has.");
        var kind = body.To switch
        {
            SlotKind.ImportExport => ElementKind.ImportExport,
            SlotKind.Storage => ElementKind.Storage,
            _ => throw Problem.Of("to", "It is missing. Write storage or import_export for the first free slot, or the number of a place as to_number."),
        };
        return places.FirstOrDefault(element => element.Kind == kind && !element.IsFull) ?? throw Problem.Conflict.Because("No slot of that kind is free. Nothing was moved.");
    }

    private static async Task<IReadOnlyList<PlaceView>> PlacesAsync(Station station, IOperations operations, Func<LibraryElement, bool> which, CancellationToken cancellationToken)
    {
        var places = Inventory(station).Where(which).ToList();
        var states = (await VolumeList.ReadAsync(station, cancellationToken)).ToDictionary(volume => volume.Barcode, volume => volume.State, StringComparer.Ordinal);
        var running = await operations.ListAsync(new OperationQuery { States = [OperationState.Running] }, cancellationToken);
        var work = running.Where(operation => operation.Progress?.Volume is not null).ToLookup(operation => operation.Progress!.Value.Volume!, operation => Words.Of(operation.Kind), StringComparer.Ordinal);
        return [.. places.Select(place => new PlaceView(
            place.Address,
            place.Kind,
            place.DriveName,
            place.Barcode,
            place.Kind != ElementKind.Drive ? null : place.Barcode is null ? "empty" : work[place.Barcode].FirstOrDefault() ?? "idle",
            place.Barcode is { } barcode ? states.GetValueOrDefault(barcode) : null))];
    }

    private static IReadOnlyList<LibraryElement> Inventory(Station station)
    {
        try
        {
            return station.Library.Inventory();
        }
        catch (IOException e)
        {
            throw Problem.Unavailable.Because(e.Message);
        }
    }
}

/// <summary>The libraries.</summary>
/// <param name="Libraries">All of them.</param>
internal sealed record LibraryList(IReadOnlyList<LibraryView> Libraries);

/// <summary>A library.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Places">What is where.</param>
internal sealed record LibraryView(string Name, IReadOnlyList<PlaceView> Places);

/// <summary>Places of a library.</summary>
/// <param name="Places">What is where.</param>
internal sealed record PlaceList(IReadOnlyList<PlaceView> Places);

/// <summary>A place in a library.</summary>
/// <param name="Number">Its element address.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Drive">The name of the drive that it is.</param>
/// <param name="Volume">The barcode of the cartridge in it.</param>
/// <param name="State">Of a drive: empty, idle, or the kind of the operation that works with the cartridge in it.</param>
/// <param name="VolumeState">What the cartridge can be used for: scratch, appendable, full, suspect, unknown.</param>
internal sealed record PlaceView(int Number, ElementKind Kind, string? Drive, string? Volume, string? State, string? VolumeState);

/// <summary>What to move where.</summary>
internal sealed record MoveBody
{
    /// <summary>The barcode.</summary>
    public string? Volume { get; init; }

    /// <summary>The first free slot of this kind.</summary>
    public SlotKind? To { get; init; }

    /// <summary>Or a certain place.</summary>
    public int? ToNumber { get; init; }
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

/// <summary>A kind of slot.</summary>
internal enum SlotKind
{
    /// <summary>Where cartridges rest.</summary>
    Storage,

    /// <summary>Where cartridges go in and out.</summary>
    ImportExport,
}
