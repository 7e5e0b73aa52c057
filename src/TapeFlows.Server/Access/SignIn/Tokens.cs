using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.Extensions.Options;
using TapeFlows.Server.Access.Users;

namespace TapeFlows.Server.Access.SignIn;

/// <summary>
/// Makes the tokens of people who signed in, in the form that the framework's bearer handler reads. A token says who it belongs to, with the stamp that the user had then; what the
/// user may do is looked up with each request (<see cref="CallerHandler"/>).
/// </summary>
internal sealed class Tokens(IOptionsMonitor<BearerTokenOptions> options, TimeProvider clock)
{
    /// <summary>The claim with the user's stamp.</summary>
    public const string StampClaim = "stamp";

    // When the password was given, in seconds since 1970.
    private const string BeganClaim = "began";

    /// <summary>For how long a token is taken: a shift.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(8);

    /// <summary>For how long a session goes on by new tokens, before the password is wanted again.</summary>
    public static readonly TimeSpan SessionLife = TimeSpan.FromDays(1);

    /// <summary>A token of a user who has just given the password.</summary>
    public string Begin(User user) => Create(user, clock.GetUtcNow());

    /// <summary>A further token of the session that one belongs to; null: the password is wanted again.</summary>
    public string? GoOn(User user, ClaimsPrincipal caller)
    {
        if (!long.TryParse(caller.FindFirstValue(BeganClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return null;
        var began = DateTimeOffset.FromUnixTimeSeconds(seconds);
        return clock.GetUtcNow() - began < SessionLife ? Create(user, began) : null;
    }

    /// <summary>Takes over to the identity of a user what a token says of its session.</summary>
    public static void CopySession(ClaimsPrincipal token, ClaimsPrincipal user)
    {
        if (token.FindFirst(BeganClaim) is { } began)
            ((ClaimsIdentity)user.Identity!).AddClaim(began.Clone());
    }

    private string Create(User user, DateTimeOffset began)
    {
        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.NameIdentifier, user.Id.ToString("D")),
                new Claim(StampClaim, user.Stamp),
                new Claim(BeganClaim, began.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            ],
            CallerHandler.ByToken);
        var properties = new AuthenticationProperties { ExpiresUtc = clock.GetUtcNow() + Life };
        var ticket = new AuthenticationTicket(new ClaimsPrincipal(identity), properties, BearerTokenDefaults.AuthenticationScheme);
        return options.Get(BearerTokenDefaults.AuthenticationScheme).BearerTokenProtector.Protect(ticket);
    }
}
