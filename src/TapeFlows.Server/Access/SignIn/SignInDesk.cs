using System.Net;
using Microsoft.AspNetCore.Identity;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Access.SignIn;

/// <summary>Lets people in who know their password, and lets them change it.</summary>
internal sealed partial class SignInDesk(UserList users, Passwords passwords, SignInThrottle throttle, IAuditLog audit, DataFolder folder, ILogger<SignInDesk> log)
{
    /// <summary>Checks a password.</summary>
    /// <param name="name">The user's name.</param>
    /// <param name="password">The password.</param>
    /// <param name="address">Where the caller is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SignInResult> EnterAsync(string name, string password, IPAddress? address, CancellationToken cancellationToken)
    {
        if (await throttle.BeginAsync(name, address, cancellationToken) is { } wait)
        {
            LogThrottled(log, address, wait);
            return new SignInResult(null, wait);
        }

        var found = await users.FindForSignInAsync(name, cancellationToken);
        var verdict = await passwords.VerifyAsync(found?.Hash, password, cancellationToken);
        if (verdict == PasswordVerificationResult.Failed || found?.User is not { Enabled: true } user)
        {
            // The name may be a password typed into the wrong field: it is not logged unless it is a name.
            LogRefused(log, found?.User.Username ?? "an unknown user", address);
            return new SignInResult(null, null);
        }

        await throttle.SucceedAsync(name, address, cancellationToken);
        await users.NoteSignInAsync(user.Id, verdict == PasswordVerificationResult.SuccessRehashNeeded ? passwords.Hash(password) : null, cancellationToken);
        await audit.WriteAsync(Caller.Create(user.Id, user.Username, user.Role, user.Editor, CallerHandler.ByToken), "session.begin", user.Username, before: null, after: null, cancellationToken);
        return new SignInResult(user, null);
    }

    /// <summary>Gives a user another password. All tokens of the user end.</summary>
    /// <param name="caller">The user, who has signed in.</param>
    /// <param name="current">The password so far.</param>
    /// <param name="wanted">The new one.</param>
    /// <param name="address">Where the caller is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AccessException">The new password is none, or the old one is wrong.</exception>
    public async Task<SignInResult> ChangePasswordAsync(User caller, string current, string wanted, IPAddress? address, CancellationToken cancellationToken)
    {
        Passwords.Check(caller.Username, wanted, "new_password");
        if (await throttle.BeginAsync(caller.Username, address, cancellationToken) is { } wait)
            return new SignInResult(null, wait);
        var found = await users.FindForSignInAsync(caller.Username, cancellationToken);
        if (await passwords.VerifyAsync(found?.Hash, current, cancellationToken) == PasswordVerificationResult.Failed)
            throw new AccessException(AccessRefusal.Invalid, "This is not your password.", "current_password");
        await throttle.SucceedAsync(caller.Username, address, cancellationToken);
        var (_, after) = await users.ChangeAsync(caller.Id, new UserChange { Password = wanted }, cancellationToken);
        FirstAdmin.ForgetPassword(after, folder);
        return new SignInResult(after, null);
    }

    [LoggerMessage(LogLevel.Warning, "The sign-in of {Username} from {Address} was refused")]
    private static partial void LogRefused(ILogger log, string username, IPAddress? address);

    [LoggerMessage(LogLevel.Warning, "A sign-in from {Address} has to wait for {Wait}")]
    private static partial void LogThrottled(ILogger log, IPAddress? address, TimeSpan wait);
}

/// <summary>How a sign-in ended.</summary>
/// <param name="User">Who is in; null: nobody.</param>
/// <param name="Wait">How long to wait before the next attempt is looked at; null: it was looked at.</param>
internal sealed record SignInResult(User? User, TimeSpan? Wait);
