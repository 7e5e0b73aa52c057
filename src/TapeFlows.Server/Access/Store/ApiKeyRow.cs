using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TapeFlows.Server.Access.Users;

namespace TapeFlows.Server.Access.Store;

/// <summary>A row of <c>access_keys</c>: what may be done with a key that only its owner knows.</summary>
internal sealed class ApiKeyRow
{
    public Guid Id { get; set; }

    public required string Name { get; set; }

    /// <summary>SHA-256 of the key. A key is 256 random bits: there is nothing to guess, so nothing to slow down.</summary>
    public required byte[] Hash { get; set; }

    /// <summary>How the key begins, so that its owner can tell it from others.</summary>
    public required string Hint { get; set; }

    public Role Role { get; set; }

    public bool IsEditor { get; set; }

    /// <summary>The name of who made it.</summary>
    public required string CreatedBy { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>To the minute.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    public static void Describe(EntityTypeBuilder<ApiKeyRow> table)
    {
        table.ToTable("access_keys").HasKey(row => row.Id).HasName("pk_access_keys");
        table.Property(row => row.Id).ValueGeneratedNever();
        table.HasIndex(row => row.Hash).IsUnique().HasDatabaseName("ix_access_keys_hash");
        table.HasIndex(row => row.Name).IsUnique().HasDatabaseName("ix_access_keys_name");
    }
}
