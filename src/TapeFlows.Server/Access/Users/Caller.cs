using System.Security.Claims;

namespace TapeFlows.Server.Access.Users;

/// <summary>Who calls, as the rest of the program sees it: a name, roles and permissions, whether a person signed in or a program showed its key.</summary>
internal static class Caller
{
    /// <summary>The identity of a user or key.</summary>
    /// <param name="id">The id of its row.</param>
    /// <param name="name">How it is called in logs.</param>
    /// <param name="role">The role.</param>
    /// <param name="isEditor">Whether it has the permission to edit.</param>
    /// <param name="how">By what it was recognized.</param>
    public static ClaimsPrincipal Create(Guid id, string name, Role role, bool isEditor, string how)
    {
        var claims = new List<Claim> { new(ClaimTypes.NameIdentifier, id.ToString("D")), new(ClaimTypes.Name, name), new(ClaimTypes.Role, Word(role)) };
        claims.AddRange(Permissions.Of(role, isEditor).Select(permission => new Claim(Permissions.ClaimType, permission)));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, how));
    }

    /// <summary>Who runs a command on the data folder: whoever may write there has no need to sign in.</summary>
    public static ClaimsPrincipal OfSystem() => Create(Guid.Empty, $"system user {Environment.UserName}", Role.Admin, isEditor: true, "system");

    /// <summary>A role as answers and policies have it.</summary>
    public static string Word(Role role) => role.ToString().ToLowerInvariant();

    /// <summary>Whether somebody may run and stop things.</summary>
    public static bool MayOperate(ClaimsPrincipal caller) => caller.IsInRole(Word(Role.Operator)) || caller.IsInRole(Word(Role.Admin));

    /// <summary>The id of the user or key; null: nobody is known.</summary>
    public static Guid? IdOf(ClaimsPrincipal caller) => Guid.TryParse(caller.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;
}
