using System.Security.Claims;
using TapeFlows.Server.Access.Keys;
using TapeFlows.Server.Access.Routes;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Access;

/// <summary>What administrators do with users and keys, over HTTP or by a command on the data folder: done, and written down.</summary>
internal sealed class AccessDesk(UserList users, KeyRing keys, IAuditLog audit, DataFolder folder)
{
    /// <summary>All users, by name.</summary>
    public Task<List<User>> ListUsersAsync(CancellationToken cancellationToken) => users.ListAsync(cancellationToken);

    /// <summary>A user; null: there is none.</summary>
    public Task<User?> FindUserAsync(Guid id, CancellationToken cancellationToken) => users.FindAsync(id, cancellationToken);

    /// <summary>Adds a user.</summary>
    /// <exception cref="AccessException">The name is taken, or a value makes no sense.</exception>
    public async Task<User> AddUserAsync(UserBody wanted, ClaimsPrincipal who, CancellationToken cancellationToken)
    {
        var user = await users.AddAsync(wanted.Username, wanted.Password, wanted.Role ?? Role.Viewer, wanted.Editor ?? false, cancellationToken);
        await audit.WriteAsync(who, "user.create", user.Username, before: null, user, CancellationToken.None);
        return user;
    }

    /// <summary>Changes what is given of a user. With another password, and when disabled, all sessions of the user end.</summary>
    /// <exception cref="AccessException">There is no such user, a value makes no sense, or nobody would be administrator any more.</exception>
    public async Task<User> ChangeUserAsync(Guid id, UserChangeBody wanted, ClaimsPrincipal who, CancellationToken cancellationToken)
    {
        var change = new UserChange { Role = wanted.Role, Editor = wanted.Editor, Enabled = wanted.Enabled, Password = wanted.Password };
        var (before, after) = await users.ChangeAsync(id, change, cancellationToken);
        await audit.WriteAsync(who, wanted.Password is null ? "user.update" : "user.password", after.Username, before, after, CancellationToken.None);
        if (wanted.Password is not null)
            FirstAdmin.ForgetPassword(after, folder);
        return after;
    }

    /// <summary>Removes a user, whose sessions end.</summary>
    /// <exception cref="AccessException">There is no such user, or nobody would be administrator any more.</exception>
    public async Task RemoveUserAsync(Guid id, ClaimsPrincipal who, CancellationToken cancellationToken)
    {
        var user = await users.RemoveAsync(id, cancellationToken);
        await audit.WriteAsync(who, "user.delete", user.Username, user, after: null, CancellationToken.None);
        FirstAdmin.ForgetPassword(user, folder);
    }

    /// <summary>All keys, by name, without what they are.</summary>
    public Task<List<ApiKey>> ListKeysAsync(CancellationToken cancellationToken) => keys.ListAsync(cancellationToken);

    /// <summary>Makes a key.</summary>
    /// <exception cref="AccessException">The name is taken, or a value makes no sense.</exception>
    public async Task<NewKeyView> AddKeyAsync(KeyBody wanted, ClaimsPrincipal who, CancellationToken cancellationToken)
    {
        var (key, secret) = await keys.AddAsync(
            wanted.Name, wanted.Role ?? Role.Viewer, wanted.Editor ?? false, wanted.ExpiresInDays ?? KeyRing.UsualDays, who.Identity!.Name!, cancellationToken);
        await audit.WriteAsync(who, "key.create", key.Name, before: null, key, CancellationToken.None);
        return new NewKeyView(secret, key);
    }

    /// <summary>Ends a key.</summary>
    /// <exception cref="AccessException">There is no such key.</exception>
    public async Task RemoveKeyAsync(Guid id, ClaimsPrincipal who, CancellationToken cancellationToken)
    {
        var key = await keys.RemoveAsync(id, cancellationToken);
        await audit.WriteAsync(who, "key.delete", key.Name, key, after: null, CancellationToken.None);
    }
}
