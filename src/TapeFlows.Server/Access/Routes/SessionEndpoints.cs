using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using TapeFlows.Server.Access.SignIn;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Api.Description;
using TapeFlows.Server.Api.Problems;
using TapeFlows.Server.Api.Requests;
using SignInResult = TapeFlows.Server.Access.SignIn.SignInResult;

namespace TapeFlows.Server.Access.Routes;

/// <summary><c>/api/auth</c>: how a person gets in, and who the caller is.</summary>
internal static class SessionEndpoints
{
    private const int LargestBody = 4096;

    public static void MapSessions(this IEndpointRouteBuilder auth)
    {
        var sessions = auth.MapGroup("/").WithTags("Sign-in").WithMetadata(new RequestSizeLimitAttribute(LargestBody));
        sessions.MapPost("/login", EnterAsync).AllowAnonymous().Answers<SessionView>().Refuses(400, 401, 429).Example("""{ "username": "admin", "password": "correct horse battery" }""");
        sessions.MapPost("/refresh", GoOnAsync).RequireAuthorization(Policies.View).Answers<SessionView>();
        sessions.MapPost("/password", ChangePasswordAsync).RequireAuthorization(Policies.View).Answers<SessionView>().Refuses(400, 429)
            .Example("""{ "current_password": "correct horse battery", "new_password": "another horse battery" }""");
        sessions.MapGet("/me", Me).RequireAuthorization(Policies.View).Answers<CallerView>();
    }

    /// <summary>Signs in with a name and a password. The token is sent with each request as Authorization: Bearer; it ends by its time, when the user is disabled, and when the password changes.</summary>
    public static async Task<IResult> EnterAsync(Body<LoginBody> body, SignInDesk desk, Tokens tokens, HttpContext context, CancellationToken cancellationToken)
    {
        var (name, password) = (body.Value.Username ?? "", body.Value.Password ?? "");
        return Answer(await desk.EnterAsync(name, password, context.Connection.RemoteIpAddress, cancellationToken), tokens, context);
    }

    /// <summary>Goes on with a session by a new token, up to a day after the password was given.</summary>
    public static async Task<IResult> GoOnAsync(ClaimsPrincipal caller, UserList users, Tokens tokens, CancellationToken cancellationToken)
    {
        var user = await UserAsync(caller, users, cancellationToken);
        return tokens.GoOn(user, caller) is { } token ? Results.Ok(SessionView.Of(user, token)) : Results.StatusCode(StatusCodes.Status401Unauthorized);
    }

    /// <summary>Gives the caller another password. All sessions of the caller end; the answer begins a new one.</summary>
    public static async Task<IResult> ChangePasswordAsync(
        Body<PasswordBody> body, ClaimsPrincipal caller, UserList users, SignInDesk desk, Tokens tokens, IAuditLog audit, HttpContext context, CancellationToken cancellationToken)
    {
        var user = await UserAsync(caller, users, cancellationToken);
        var (current, wanted) = (body.Value.CurrentPassword ?? "", body.Value.NewPassword ?? "");
        var result = await desk.ChangePasswordAsync(user, current, wanted, context.Connection.RemoteIpAddress, cancellationToken);
        if (result.User is not null)
            await audit.WriteAsync(caller, "user.password", user.Username, before: null, after: null, cancellationToken);
        return Answer(result, tokens, context);
    }

    /// <summary>Says who the caller is, and what the caller may do.</summary>
    public static IResult Me(ClaimsPrincipal caller) => Results.Ok(new CallerView(
        caller.Identity!.Name!,
        [.. caller.FindAll(ClaimTypes.Role).Select(claim => claim.Value)],
        [.. caller.FindAll(Permissions.ClaimType).Select(claim => claim.Value)],
        caller.Identity.AuthenticationType == CallerHandler.ByKey ? CallerKind.Key : CallerKind.User));

    private static IResult Answer(SignInResult result, Tokens tokens, HttpContext context)
    {
        if (result.User is { } user)
        {
            context.Response.Headers.CacheControl = "no-store";
            return Results.Ok(SessionView.Of(user, tokens.Begin(user)));
        }

        if (result.Wait is not { } wait)
            return Results.StatusCode(StatusCodes.Status401Unauthorized);
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return Results.StatusCode(StatusCodes.Status429TooManyRequests);
    }

    private static async Task<User> UserAsync(ClaimsPrincipal caller, UserList users, CancellationToken cancellationToken) =>
        caller.Identity!.AuthenticationType == CallerHandler.ByToken && Caller.IdOf(caller) is { } id && await users.FindAsync(id, cancellationToken) is { } user
            ? user
            : throw Problem.Conflict.Because("This is for people who signed in; a key has neither session nor password. An administrator makes another key by POST /api/auth/keys.");
}

/// <summary>Who wants to come in.</summary>
internal sealed record LoginBody
{
    /// <summary>The name, large and small letters alike.</summary>
    [Required]
    public string? Username { get; init; }

    /// <summary>The password.</summary>
    [Required]
    public string? Password { get; init; }
}

/// <summary>Another password.</summary>
internal sealed record PasswordBody
{
    /// <summary>The password so far.</summary>
    [Required]
    public string? CurrentPassword { get; init; }

    /// <summary>10 to 256 characters.</summary>
    [Required]
    public string? NewPassword { get; init; }
}

/// <summary>A session.</summary>
/// <param name="AccessToken">To be sent with each request.</param>
/// <param name="TokenType">Bearer.</param>
/// <param name="ExpiresIn">For how many seconds the token is taken.</param>
/// <param name="Username">Who signed in.</param>
/// <param name="Roles">viewer, operator or admin.</param>
/// <param name="Permissions">What the user may do, in the words of Elsa's API and the console; * is everything.</param>
internal sealed record SessionView(string AccessToken, string TokenType, long ExpiresIn, string Username, IReadOnlyList<string> Roles, IReadOnlyList<string> Permissions)
{
    public static SessionView Of(User user, string token) =>
        new(token, "Bearer", (long)Tokens.Life.TotalSeconds, user.Username, [Caller.Word(user.Role)], Users.Permissions.Of(user.Role, user.Editor));
}

/// <summary>Who calls.</summary>
/// <param name="Username">The name of the user, or of the key.</param>
/// <param name="Roles">viewer, operator or admin.</param>
/// <param name="Permissions">What the caller may do.</param>
/// <param name="Kind">Whether a person signed in or a program showed its key.</param>
internal sealed record CallerView(string Username, IReadOnlyList<string> Roles, IReadOnlyList<string> Permissions, CallerKind Kind);

/// <summary>What somebody is who calls.</summary>
internal enum CallerKind
{
    /// <summary>A person, by a password.</summary>
    User = 1,

    /// <summary>A program, by a key.</summary>
    Key = 2,
}
