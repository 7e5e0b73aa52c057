using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using TapeFlows.Server.Access.Keys;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Requests;

namespace TapeFlows.Server.Access.Routes;

/// <summary><c>/api/auth/keys</c>.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder auth)
    {
        var keys = auth.MapGroup("/keys").WithTags("Keys").RequireAuthorization(Policies.Administer);
        keys.MapGet("/", ListAsync).Answers<KeyPage>();
        keys.MapPost("/", AddAsync).Answers<NewKeyView>(StatusCodes.Status201Created).Refuses(400, 409).Example("""{ "name": "monitoring", "role": "viewer", "expires_in_days": 90 }""");
        keys.MapDelete("/{id:guid}", RemoveAsync).Answers(StatusCodes.Status204NoContent).Refuses(404);
    }

    /// <summary>Lists the keys, by name, without what they are.</summary>
    public static async Task<IResult> ListAsync(AccessDesk desk, CancellationToken cancellationToken)
    {
        var all = await desk.ListKeysAsync(cancellationToken);
        return Results.Ok(new KeyPage(all, all.Count));
    }

    /// <summary>Makes a key. The answer holds it, and nothing ever will again. It is sent as Authorization: ApiKey, Authorization: Bearer or X-Api-Key.</summary>
    public static async Task<IResult> AddAsync(Body<KeyBody> body, AccessDesk desk, ClaimsPrincipal caller, HttpResponse response, CancellationToken cancellationToken)
    {
        var made = await desk.AddKeyAsync(body.Value, caller, cancellationToken);
        response.Headers.CacheControl = "no-store";
        return Results.Created((string?)null, made);
    }

    /// <summary>Ends a key.</summary>
    public static async Task<IResult> RemoveAsync(Guid id, AccessDesk desk, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        await desk.RemoveKeyAsync(id, caller, cancellationToken);
        return Results.NoContent();
    }
}

/// <summary>A key to be made.</summary>
internal sealed record KeyBody
{
    /// <summary>What it is for; unique, 1 to 64 characters.</summary>
    [Required]
    public string? Name { get; init; }

    /// <summary>Default: viewer.</summary>
    public Role? Role { get; init; }

    /// <summary>Whether procedures and tasks may be changed with it, whatever the role. Default: false.</summary>
    public bool? Editor { get; init; }

    /// <summary>Default: 90.</summary>
    [Range(1, KeyRing.MostDays)]
    public int? ExpiresInDays { get; init; }
}

/// <summary>A key that was made.</summary>
/// <param name="Secret">The key itself. Nobody can be told it again.</param>
/// <param name="Key">What is kept of it.</param>
internal sealed record NewKeyView(string Secret, ApiKey Key);

/// <summary>Keys.</summary>
internal sealed record KeyPage(IReadOnlyList<ApiKey> Keys, int Total);
