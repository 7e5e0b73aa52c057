using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using TapeFlows.Server.Access.Keys;
using TapeFlows.Server.Access.Users;

namespace TapeFlows.Server.Access.SignIn;

/// <summary>
/// Recognizes callers: programs by their keys, people by their tokens, which the framework's bearer handler reads. What a user may do is looked up with every request, so that
/// whoever is disabled, demoted or has another password is so at once, on all nodes. One look-up by key.
/// </summary>
internal sealed class CallerHandler(KeyRing keys, UserList users, IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The name of the scheme.</summary>
    public const string Name = "TapeFlows";

    /// <summary>By what identities of people are known.</summary>
    public const string ByToken = "token";

    /// <summary>By what identities of programs are known.</summary>
    public const string ByKey = "key";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Credentials.KeyOf(Request) is { } secret)
            return await keys.RecognizeAsync(secret, Context.RequestAborted) is { } key ? Known(Caller.Create(key.Id, $"key {key.Name}", key.Role, key.Editor, ByKey)) : Fail();
        var token = await Context.AuthenticateAsync(BearerTokenDefaults.AuthenticationScheme);
        return token.Succeeded ? await FindAsync(token.Principal) : token;
    }

    // Whoever is refused is told nothing but how to come in.
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.Append(HeaderNames.WWWAuthenticate, "Bearer");
        return Task.CompletedTask;
    }

    private async Task<AuthenticateResult> FindAsync(ClaimsPrincipal token)
    {
        if (Caller.IdOf(token) is not { } id || await users.FindAsync(id, Context.RequestAborted) is not { Enabled: true } user || user.Stamp != token.FindFirstValue(Tokens.StampClaim))
            return Fail();
        var caller = Caller.Create(user.Id, user.Username, user.Role, user.Editor, ByToken);
        Tokens.CopySession(token, caller);
        return Known(caller);
    }

    private static AuthenticateResult Known(ClaimsPrincipal caller) => AuthenticateResult.Success(new AuthenticationTicket(caller, Name));

    private static AuthenticateResult Fail() => AuthenticateResult.Fail("There is no such key, or the session has ended.");
}
