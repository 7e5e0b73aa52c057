using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TapeFlows.Catalog.Model;

/// <summary>
/// A row of <c>removals</c>: a set that is forgotten, but whose file rows may not all be deleted yet. It is what makes a removal that is
/// killed half-way finish later.
/// </summary>
internal sealed class RemovalRow
{
    public int SetNumber { get; set; }

    public static void Describe(EntityTypeBuilder<RemovalRow> table)
    {
        table.ToTable("removals").HasKey(row => row.SetNumber).HasName("pk_removals");
        table.Property(row => row.SetNumber).HasColumnName("set_number").ValueGeneratedNever();
    }
}
