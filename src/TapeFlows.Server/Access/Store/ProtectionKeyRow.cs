using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TapeFlows.Server.Access.Store;

/// <summary>A row of <c>access_protection_keys</c>: what tokens are signed and encrypted with, for all nodes of a cluster.</summary>
internal sealed class ProtectionKeyRow
{
    public required string Name { get; set; }

    /// <summary>As the framework writes it.</summary>
    public required string Xml { get; set; }

    public static void Describe(EntityTypeBuilder<ProtectionKeyRow> table) =>
        table.ToTable("access_protection_keys").HasKey(row => row.Name).HasName("pk_access_protection_keys");
}
