using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TapeFlows.Catalog.Model;

/// <summary>A row of <c>directories</c>: the path of a directory, once for all sets, in the form of <see cref="Files.DirectoryKey"/>.</summary>
internal sealed class DirectoryRow
{
    public long Id { get; set; }

    public required byte[] Path { get; set; }

    public static void Describe(EntityTypeBuilder<DirectoryRow> table)
    {
        table.ToTable("directories").HasKey(row => row.Id).HasName("pk_directories");
        table.HasIndex(row => row.Path).IsUnique().HasDatabaseName("ix_directories_path");
        table.Property(row => row.Id).HasColumnName("id").ValueGeneratedOnAdd();
        table.Property(row => row.Path).HasColumnName("path");
    }
}
