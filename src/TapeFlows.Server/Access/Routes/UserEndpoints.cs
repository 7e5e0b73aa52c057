using System.ComponentModel.DataAnnotations;
using System.Security.Claims;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Api.Requests;

namespace TapeFlows.Server.Access.Routes;

/// <summary><c>/api/auth/users</c>.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder auth)
    {
        var users = auth.MapGroup("/users").WithTags("Users").RequireAuthorization(Policies.Administer);
        users.MapGet("/", ListAsync).Answers<UserPage>();
        users.MapPost("/", AddAsync).Answers<User>(StatusCodes.Status201Created).Refuses(400, 409)
            .Example("""{ "username": "maria", "password": "correct horse battery", "role": "operator", "editor": false }""");
        users.MapGet("/{id:guid}", GetAsync).Answers<User>().Refuses(404);
        users.MapPatch("/{id:guid}", ChangeAsync).Answers<User>().Refuses(400, 404, 409).Example("""{ "enabled": false }""");
        users.MapDelete("/{id:guid}", RemoveAsync).Answers(StatusCodes.Status204NoContent).Refuses(404, 409);
    }

    /// <summary>Lists the users, by name.</summary>
    public static async Task<IResult> ListAsync(AccessDesk desk, CancellationToken cancellationToken)
    {
        var all = await desk.ListUsersAsync(cancellationToken);
        return Results.Ok(new UserPage(all, all.Count));
    }

    /// <summary>Shows a user.</summary>
    public static async Task<IResult> GetAsync(Guid id, AccessDesk desk, CancellationToken cancellationToken) =>
        Results.Ok(await desk.FindUserAsync(id, cancellationToken) ?? throw Problem.NotFound.Because($"There is no user {id}."));

    /// <summary>Adds a user.</summary>
    public static async Task<IResult> AddAsync(Body<UserBody> body, AccessDesk desk, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var user = await desk.AddUserAsync(body.Value, caller, cancellationToken);
        return Results.Created($"/api/auth/users/{user.Id}", user);
    }

    /// <summary>Changes what is given of a user. With another password, and when disabled, all sessions of the user end. The last administrator stays one.</summary>
    public static async Task<IResult> ChangeAsync(Guid id, Body<UserChangeBody> body, AccessDesk desk, ClaimsPrincipal caller, CancellationToken cancellationToken) =>
        Results.Ok(await desk.ChangeUserAsync(id, body.Value, caller, cancellationToken));

    /// <summary>Removes a user, whose sessions end. The audit log keeps the name. The last administrator stays.</summary>
    public static async Task<IResult> RemoveAsync(Guid id, AccessDesk desk, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        await desk.RemoveUserAsync(id, caller, cancellationToken);
        return Results.NoContent();
    }
}

/// <summary>A new user.</summary>
internal sealed record UserBody
{
    /// <summary>1 to 64 characters: letters, digits, and . _ - @ within. Unique, large and small letters alike.</summary>
    [Required]
    public string? Username { get; init; }

    /// <summary>10 to 256 characters.</summary>
    [Required]
    public string? Password { get; init; }

    /// <summary>Default: viewer.</summary>
    public Role? Role { get; init; }

    /// <summary>Whether the user may change procedures and tasks, whatever the role. Default: false.</summary>
    public bool? Editor { get; init; }
}

/// <summary>What is to become of a user; what is not given stays.</summary>
internal sealed record UserChangeBody
{
    /// <summary>Another role.</summary>
    public Role? Role { get; init; }

    /// <summary>Whether the user may change procedures and tasks, whatever the role.</summary>
    public bool? Editor { get; init; }

    /// <summary>Whether the user may sign in.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Another password, 10 to 256 characters.</summary>
    public string? Password { get; init; }
}

/// <summary>Users.</summary>
internal sealed record UserPage(IReadOnlyList<User> Users, int Total);
