using Microsoft.EntityFrameworkCore;
using TapeFlows.Server.Access.Store;
using TapeFlows.Server.Access.Users;

namespace TapeFlows.Server.Access.Keys;

/// <summary>The keys by which programs call. Each has a role and an end; what it is, is told once.</summary>
internal sealed class KeyRing(AccessTables tables, TimeProvider clock)
{
    /// <summary>For how long a key lives unless told otherwise.</summary>
    public const int UsualDays = 90;

    /// <summary>The longest life of a key.</summary>
    public const int MostDays = 5 * 366;

    private const int LongestName = 64;
    private static readonly TimeSpan UseGrain = TimeSpan.FromMinutes(1);

    /// <summary>All keys, by name, expired ones too.</summary>
    public Task<List<ApiKey>> ListAsync(CancellationToken cancellationToken) =>
        tables.ReadAsync(async context => (await context.ApiKeys.OrderBy(row => row.Name).ToListAsync(cancellationToken)).ConvertAll(ApiKey.Of), cancellationToken);

    /// <summary>Makes a key.</summary>
    /// <returns>It, and the secret that nobody can be told again.</returns>
    /// <exception cref="AccessException">The name is taken, or a value makes no sense.</exception>
    public async Task<(ApiKey Key, string Secret)> AddAsync(string? name, Role role, bool isEditor, int days, string createdBy, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > LongestName)
            throw new AccessException(AccessRefusal.Invalid, $"A key's name has 1 to {LongestName} characters.", "name");
        if (days is < 1 or > MostDays)
            throw new AccessException(AccessRefusal.Invalid, $"A key lives 1 to {MostDays} days.", "expires_in_days");
        var secret = ApiKey.NewSecret();
        var now = clock.GetUtcNow();
        var row = new ApiKeyRow
        {
            Id = Guid.CreateVersion7(now),
            Name = name,
            Hash = ApiKey.HashOf(secret),
            Hint = ApiKey.HintOf(secret),
            Role = role,
            IsEditor = isEditor,
            CreatedBy = createdBy,
            CreatedAt = now,
            ExpiresAt = now.AddDays(days),
        };
        var key = await tables.WriteAsync(
            async context =>
            {
                if (await context.ApiKeys.AnyAsync(other => other.Name == name, cancellationToken))
                    throw new AccessException(AccessRefusal.Conflict, $"There is a key '{name}' already. Remove it first, or choose another name.", "name");
                context.Add(row);
                return ApiKey.Of(row);
            },
            cancellationToken);
        return (key, secret);
    }

    /// <summary>Ends a key.</summary>
    /// <exception cref="AccessException">There is no such key.</exception>
    public Task<ApiKey> RemoveAsync(Guid id, CancellationToken cancellationToken) =>
        tables.WriteAsync(
            async context =>
            {
                var row = await context.ApiKeys.FirstOrDefaultAsync(row => row.Id == id, cancellationToken) ?? throw new AccessException(AccessRefusal.Unknown, $"There is no key {id}.");
                context.Remove(row);
                return ApiKey.Of(row);
            },
            cancellationToken);

    /// <summary>The key that somebody shows; null: it is none, or its time is over.</summary>
    public async Task<ApiKey?> RecognizeAsync(string secret, CancellationToken cancellationToken)
    {
        var (hash, now) = (ApiKey.HashOf(secret), clock.GetUtcNow());
        var row = await tables.ReadAsync(context => context.ApiKeys.FirstOrDefaultAsync(row => row.Hash == hash && row.ExpiresAt > now, cancellationToken), cancellationToken);
        if (row is null)
            return null;
        if (row.UsedAt is null || now - row.UsedAt >= UseGrain)
            await tables.ReadAsync(context => context.ApiKeys.Where(x => x.Id == row.Id).ExecuteUpdateAsync(x => x.SetProperty(y => y.UsedAt, now), cancellationToken), cancellationToken);
        return ApiKey.Of(row);
    }
}
