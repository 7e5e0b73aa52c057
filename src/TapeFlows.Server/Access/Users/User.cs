using System.Text.Json.Serialization;
using TapeFlows.Server.Access.Store;

namespace TapeFlows.Server.Access.Users;

/// <summary>A user, as administrators see it.</summary>
internal sealed record User
{
    public required Guid Id { get; init; }

    public required string Username { get; init; }

    public required Role Role { get; init; }

    /// <summary>Whether the user may change procedures and tasks, whatever the role.</summary>
    public required bool Editor { get; init; }

    public required bool Enabled { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the user last signed in; null: never.</summary>
    public required DateTimeOffset? SignedInAt { get; init; }

    /// <summary>Stands in every token of the user.</summary>
    [JsonIgnore]
    public string Stamp { get; init; } = "";

    public static User Of(UserRow row) => new()
    {
        Id = row.Id,
        Username = row.Name,
        Role = row.Role,
        Editor = row.IsEditor,
        Enabled = row.IsEnabled,
        CreatedAt = row.CreatedAt,
        SignedInAt = row.SignedInAt,
        Stamp = row.Stamp,
    };
}

/// <summary>What is to become of a user; null: it stays.</summary>
internal sealed record UserChange
{
    public Role? Role { get; init; }

    public bool? Editor { get; init; }

    public bool? Enabled { get; init; }

    /// <summary>A new password. All tokens of the user end with it.</summary>
    public string? Password { get; init; }
}
