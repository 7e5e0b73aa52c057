using TapeFlows.Operations;
using TapeFlows.Scheduling;
using TapeFlows.Server.Access;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Data;
using TapeFlows.Tape.Changers;

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
        library.MapLibraryOperations();
    }

    /// <summary>Lists the libraries with all their places.</summary>
    public static async Task<IResult> ListAsync(Station station, IOperations operations, CancellationToken cancellationToken) =>
        Results.Ok(new LibraryList([new LibraryView(station.Library.Name, await PlacesAsync(station, operations, _ => true, cancellationToken))]));

    /// <summary>Lists the storage and import/export slots.</summary>
    public static async Task<IResult> SlotsAsync(Station station, IOperations operations, CancellationToken cancellationToken) =>
        Results.Ok(new PlaceList(await PlacesAsync(station, operations, element => element.Kind != ElementKind.Drive, cancellationToken)));

    /// <summary>Lists the drives.</summary>
    public static async Task<IResult> DrivesAsync(Station station, IOperations operations, CancellationToken cancellationToken) =>
        Results.Ok(new PlaceList(await PlacesAsync(station, operations, element => element.Kind == ElementKind.Drive, cancellationToken)));

    private static async Task<IReadOnlyList<PlaceView>> PlacesAsync(Station station, IOperations operations, Func<LibraryElement, bool> which, CancellationToken cancellationToken)
    {
        var places = station.Places().Where(which).ToList();
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
