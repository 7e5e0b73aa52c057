using System.Security.Claims;
using TapeFlows.Server.Access;
using TapeFlows.Server.Access.Audit;
using TapeFlows.Server.Access.Keys;
using TapeFlows.Server.Access.Routes;
using TapeFlows.Server.Access.Store;
using TapeFlows.Server.Access.Users;
using TapeFlows.Server.Data;

namespace TapeFlows.Server.Client;

/// <summary>The users and keys of a data folder: the way back for an administrator without a password. Whoever may write there needs none; the audit log has the operating system's name of who did it.</summary>
internal sealed class EmbeddedAccess : IAccessDoor
{
    private readonly Station _station;
    private readonly AccessTables _tables;
    private readonly Passwords _passwords = new();
    private readonly AccessDesk _desk;
    private readonly ClaimsPrincipal _who = Caller.OfSystem();

    /// <summary>Works on a folder, which is closed with it.</summary>
    public EmbeddedAccess(Station station)
    {
        _station = station;
        _tables = AccessTables.Of(station);
        _desk = new AccessDesk(
            new UserList(_tables, _passwords, station.Clock), new KeyRing(_tables, station.Clock), new AuditLog(_tables, new HttpContextAccessor(), station.Clock), station.Folder);
    }

    public async Task<IReadOnlyList<User>> ListUsersAsync(CancellationToken cancellationToken) => await _desk.ListUsersAsync(cancellationToken);

    public Task<User> AddUserAsync(UserBody user, CancellationToken cancellationToken) => _desk.AddUserAsync(user, _who, cancellationToken);

    public Task<User> ChangeUserAsync(Guid id, UserChangeBody change, CancellationToken cancellationToken) => _desk.ChangeUserAsync(id, change, _who, cancellationToken);

    public Task RemoveUserAsync(Guid id, CancellationToken cancellationToken) => _desk.RemoveUserAsync(id, _who, cancellationToken);

    public async Task<IReadOnlyList<ApiKey>> ListKeysAsync(CancellationToken cancellationToken) => await _desk.ListKeysAsync(cancellationToken);

    public Task<NewKeyView> AddKeyAsync(KeyBody key, CancellationToken cancellationToken) => _desk.AddKeyAsync(key, _who, cancellationToken);

    public Task RemoveKeyAsync(Guid id, CancellationToken cancellationToken) => _desk.RemoveKeyAsync(id, _who, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _passwords.Dispose();
        await _tables.DisposeAsync();
        await _station.DisposeAsync();
    }
}
