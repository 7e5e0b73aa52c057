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
    public static async Task<IResult> ListAsync(UserList users, CancellationToken cancellationToken)
    {
        var all = await users.ListAsync(cancellationToken);
        return Results.Ok(new UserPage(all, all.Count));
    }

    /// <summary>Shows a user.</summary>
    public static async Task<IResult> GetAsync(Guid id, UserList users, CancellationToken cancellationToken) =>
        Results.Ok(await users.FindAsync(id, cancellationToken) ?? throw Problem.NotFound.Because($"There is no user {id}."));

    /// <summary>Adds a user.</summary>
    public static async Task<IResult> AddAsync(Body<UserBody> body, UserList users, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var wanted = body.Value;
        var user = await users.AddAsync(wanted.Username, wanted.Password, wanted.Role ?? Role.Viewer, wanted.Editor ?? false, cancellationToken);
        await audit.WriteAsync(caller, "user.create", user.Username, before: null, user, cancellationToken);
        return Results.Created($"/api/auth/users/{user.Id}", user);
    }

    /// <summary>Changes what is given of a user. With another password, and when disabled, all sessions of the user end.</summary>
    public static async Task<IResult> ChangeAsync(Guid id, Body<UserChangeBody> body, UserList users, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var wanted = body.Value;
        var change = new UserChange { Role = wanted.Role, Editor = wanted.Editor, Enabled = wanted.Enabled, Password = wanted.Password };
        var (before, after) = await users.ChangeAsync(id, change, cancellationToken);
        await audit.WriteAsync(caller, wanted.Password is null ? "user.update" : "user.password", after.Username, before, after, cancellationToken);
        return Results.Ok(after);
    }

    /// <summary>Removes a user, whose sessions end. The audit log keeps the name.</summary>
    public static async Task<IResult> RemoveAsync(Guid id, UserList users, IAuditLog audit, ClaimsPrincipal caller, CancellationToken cancellationToken)
    {
        var user = await users.RemoveAsync(id, cancellationToken);
        await audit.WriteAsync(caller, "user.delete", user.Username, user, after: null, cancellationToken);
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
