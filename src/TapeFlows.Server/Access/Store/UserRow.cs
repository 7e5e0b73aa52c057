using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TapeFlows.Server.Access.Users;

namespace TapeFlows.Server.Access.Store;

/// <summary>A row of <c>access_users</c>.</summary>
internal sealed class UserRow
{
    public Guid Id { get; set; }

    public required string Name { get; set; }

    /// <summary>The name in small letters: two users are not told apart by large ones.</summary>
    public required string NameKey { get; set; }

    public Role Role { get; set; }

    /// <summary>Whether the user may change procedures and tasks, whatever the role.</summary>
    public bool IsEditor { get; set; }

    public bool IsEnabled { get; set; } = true;

    /// <summary>As the framework's hasher writes it.</summary>
    public string PasswordHash { get; set; } = "";

    /// <summary>Stands in every token of the user. It changes with the password, and when all tokens shall end.</summary>
    public string Stamp { get; set; } = "";

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset? SignedInAt { get; set; }

    public static void Describe(EntityTypeBuilder<UserRow> table)
    {
        table.ToTable("access_users").HasKey(row => row.Id).HasName("pk_access_users");
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasIndex(row => row.NameKey).IsUnique().HasDatabaseName("ix_access_users_name_key");
    }
}
