using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TapeFlows.Server.Access.Store;

/// <summary>A row of <c>access_attempts</c>: how often somebody failed to sign in lately, or an address.</summary>
internal sealed class AttemptRow
{
    /// <summary>Which user or address, without the name itself.</summary>
    public required string Subject { get; set; }

    public int Failures { get; set; }

    public DateTimeOffset LastAt { get; set; }

    /// <summary>When the next attempt is looked at.</summary>
    public DateTimeOffset NotBefore { get; set; }

    public static void Describe(EntityTypeBuilder<AttemptRow> table)
    {
        table.ToTable("access_attempts").HasKey(row => row.Subject).HasName("pk_access_attempts");
        table.HasIndex(row => row.LastAt).HasDatabaseName("ix_access_attempts_last_at");
    }
}
