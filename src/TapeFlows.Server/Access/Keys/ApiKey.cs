using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using TapeFlows.Server.Access.Store;
using TapeFlows.Server.Access.Users;

namespace TapeFlows.Server.Access.Keys;

/// <summary>A key by which a program calls, as administrators see it: everything but the key.</summary>
internal sealed record ApiKey
{
    /// <summary>How keys begin, so that scanners of published secrets know one.</summary>
    public const string Prefix = "tfk_";

    private const int SecretBytes = 32;
    private const int HintCharacters = 6;

    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>How the key begins.</summary>
    public required string Hint { get; init; }

    public required Role Role { get; init; }

    /// <summary>Whether procedures and tasks may be changed with it, whatever the role.</summary>
    public required bool Editor { get; init; }

    /// <summary>The name of who made it.</summary>
    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When it was last used, to the minute; null: never.</summary>
    public required DateTimeOffset? UsedAt { get; init; }

    public static ApiKey Of(ApiKeyRow row) => new()
    {
        Id = row.Id,
        Name = row.Name,
        Hint = row.Hint,
        Role = row.Role,
        Editor = row.IsEditor,
        CreatedBy = row.CreatedBy,
        CreatedAt = row.CreatedAt,
        ExpiresAt = row.ExpiresAt,
        UsedAt = row.UsedAt,
    };

    /// <summary>A new key, as its owner is told once.</summary>
    public static string NewSecret() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>How a key begins.</summary>
    public static string HintOf(string secret) => secret[..(Prefix.Length + HintCharacters)];

    /// <summary>What is kept of a key.</summary>
    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
