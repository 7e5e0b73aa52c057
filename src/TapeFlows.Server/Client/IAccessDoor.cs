using TapeFlows.Server.Access.Keys;
using TapeFlows.Server.Access.Routes;
using TapeFlows.Server.Access.Users;

namespace TapeFlows.Server.Client;

/// <summary>Users and keys as commands work with them: of a running server, or of a data folder, whether a server works with it or not.</summary>
internal interface IAccessDoor : IAsyncDisposable
{
    Task<IReadOnlyList<User>> ListUsersAsync(CancellationToken cancellationToken);

    Task<User> AddUserAsync(UserBody user, CancellationToken cancellationToken);

    Task<User> ChangeUserAsync(Guid id, UserChangeBody change, CancellationToken cancellationToken);

    Task RemoveUserAsync(Guid id, CancellationToken cancellationToken);

    Task<IReadOnlyList<ApiKey>> ListKeysAsync(CancellationToken cancellationToken);

    Task<NewKeyView> AddKeyAsync(KeyBody key, CancellationToken cancellationToken);

    Task RemoveKeyAsync(Guid id, CancellationToken cancellationToken);
}

/// <summary>What commands do with every door.</summary>
internal static class AccessDoors
{
    /// <summary>The user that a person means, by name or id.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static async Task<User> GetUserAsync(this IAccessDoor door, string reference, CancellationToken cancellationToken) =>
        (await door.ListUsersAsync(cancellationToken)).FirstOrDefault(user => string.Equals(user.Username, reference, StringComparison.OrdinalIgnoreCase) || user.Id.ToString() == reference)
        ?? throw new UsageException($"There is no user '{reference}', neither by name nor by id. 'tapeflows users list' names all there are; 'tapeflows users add' makes one.");

    /// <summary>The key that a person means, by name or id.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static async Task<ApiKey> GetKeyAsync(this IAccessDoor door, string reference, CancellationToken cancellationToken) =>
        (await door.ListKeysAsync(cancellationToken)).FirstOrDefault(key => key.Name == reference || key.Id.ToString() == reference)
        ?? throw new UsageException($"There is no key '{reference}', neither by name nor by id. 'tapeflows keys list' names all there are.");
}
