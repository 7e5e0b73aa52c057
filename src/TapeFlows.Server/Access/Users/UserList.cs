using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using TapeFlows.Server.Access.Store;

namespace TapeFlows.Server.Access.Users;

/// <summary>The users. There is always an enabled administrator, once there was one.</summary>
internal sealed partial class UserList(AccessTables tables, Passwords passwords, TimeProvider clock)
{
    /// <summary>All users, by name.</summary>
    public Task<List<User>> ListAsync(CancellationToken cancellationToken) =>
        tables.ReadAsync(async context => (await context.Users.OrderBy(row => row.NameKey).ToListAsync(cancellationToken)).ConvertAll(User.Of), cancellationToken);

    /// <summary>A user; null: there is none.</summary>
    public Task<User?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        tables.ReadAsync(async context => await context.Users.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) is { } row ? User.Of(row) : null, cancellationToken);

    /// <summary>Adds a user.</summary>
    /// <exception cref="AccessException">The name is taken, or a value makes no sense.</exception>
    public Task<User> AddAsync(string? name, string? password, Role role, bool isEditor, CancellationToken cancellationToken)
    {
        var row = Row(name, password, role, isEditor);
        return tables.WriteAsync(
            async context =>
            {
                await AddAsync(context, row, cancellationToken);
                return User.Of(row);
            },
            cancellationToken);
    }

    /// <summary>Adds the first administrator, where there is none yet.</summary>
    /// <returns>Whether there was none. Of several nodes that begin at once one adds it.</returns>
    /// <exception cref="AccessException">The name is taken, or a value makes no sense.</exception>
    public Task<bool> AddFirstAsync(string name, string password, CancellationToken cancellationToken)
    {
        var row = Row(name, password, Role.Admin, isEditor: false);
        return tables.WriteAsync(
            async context =>
            {
                if (await context.Users.AnyAsync(other => other.Role == Role.Admin, cancellationToken))
                    return false;
                await AddAsync(context, row, cancellationToken);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Changes a user. With another password, or when it is disabled, all its tokens end.</summary>
    /// <returns>What the user was, and what it is.</returns>
    /// <exception cref="AccessException">There is no such user, a value makes no sense, or nobody would be administrator any more.</exception>
    public Task<(User Before, User After)> ChangeAsync(Guid id, UserChange change, CancellationToken cancellationToken) =>
        tables.WriteAsync(
            async context =>
            {
                var row = await GetAsync(context, id, cancellationToken);
                var before = User.Of(row);
                row.Role = change.Role ?? row.Role;
                row.IsEditor = change.Editor ?? row.IsEditor;
                row.IsEnabled = change.Enabled ?? row.IsEnabled;
                if (change.Password is { } password)
                    SetPassword(row, password);
                if (!row.IsEnabled)
                    row.Stamp = NewStamp();
                if (before is { Enabled: true, Role: Role.Admin } && row is not { IsEnabled: true, Role: Role.Admin })
                    await KeepAdministratorAsync(context, row, cancellationToken);
                return (before, User.Of(row));
            },
            cancellationToken);

    /// <summary>Removes a user.</summary>
    /// <exception cref="AccessException">There is no such user, or nobody would be administrator any more.</exception>
    public Task<User> RemoveAsync(Guid id, CancellationToken cancellationToken) =>
        tables.WriteAsync(
            async context =>
            {
                var row = await GetAsync(context, id, cancellationToken);
                if (row is { IsEnabled: true, Role: Role.Admin })
                    await KeepAdministratorAsync(context, row, cancellationToken);
                context.Remove(row);
                return User.Of(row);
            },
            cancellationToken);

    /// <summary>The hash of a user's password, by name; null: there is no such user.</summary>
    public Task<(User User, string Hash)?> FindForSignInAsync(string name, CancellationToken cancellationToken)
    {
        var key = KeyOf(name);
        return tables.ReadAsync<(User, string)?>(
            async context => await context.Users.FirstOrDefaultAsync(row => row.NameKey == key, cancellationToken) is { } row ? (User.Of(row), row.PasswordHash) : null, cancellationToken);
    }

    /// <summary>Notes that a user has signed in.</summary>
    /// <param name="id">The user.</param>
    /// <param name="hash">A new hash of the same password, where the old one was made with less care; null: none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task NoteSignInAsync(Guid id, string? hash, CancellationToken cancellationToken) =>
        tables.WriteAsync(
            async context =>
            {
                var row = await GetAsync(context, id, cancellationToken);
                row.SignedInAt = clock.GetUtcNow();
                row.PasswordHash = hash ?? row.PasswordHash;
                return true;
            },
            cancellationToken);

    private UserRow Row(string? name, string? password, Role role, bool isEditor)
    {
        if (name is null || !Name().IsMatch(name))
            throw new AccessException(AccessRefusal.Invalid, "A user's name has 1 to 64 characters: letters, digits, and . _ - @ within.", "username");
        var row = new UserRow { Id = Guid.CreateVersion7(clock.GetUtcNow()), Name = name, NameKey = KeyOf(name), Role = role, IsEditor = isEditor, CreatedAt = clock.GetUtcNow() };
        Passwords.Check(name, password);
        SetPassword(row, password!);
        return row;
    }

    private static async Task AddAsync(AccessContext context, UserRow row, CancellationToken cancellationToken)
    {
        if (await context.Users.AnyAsync(other => other.NameKey == row.NameKey, cancellationToken))
            throw new AccessException(AccessRefusal.Conflict, $"There is a user '{row.Name}' already.", "username");
        context.Add(row);
    }

    private void SetPassword(UserRow row, string password)
    {
        Passwords.Check(row.Name, password);
        row.PasswordHash = passwords.Hash(password);
        row.Stamp = NewStamp();
    }

    private static async Task KeepAdministratorAsync(AccessContext context, UserRow row, CancellationToken cancellationToken)
    {
        if (!await context.Users.AnyAsync(other => other.Id != row.Id && other.IsEnabled && other.Role == Role.Admin, cancellationToken))
            throw new AccessException(AccessRefusal.Conflict, $"'{row.Name}' is the only administrator who can sign in. Make another one first.");
    }

    private static async Task<UserRow> GetAsync(AccessContext context, Guid id, CancellationToken cancellationToken) =>
        await context.Users.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw new AccessException(AccessRefusal.Unknown, $"There is no user {id}.");

    private static string KeyOf(string name) => name.ToLowerInvariant();

    private static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    [GeneratedRegex(@"^[\p{L}\p{Nd}][\p{L}\p{Nd}._@-]{0,63}\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
