using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TapeFlows.Catalog.Model;

/// <summary>
/// A row of <c>files</c>, for the shape of the table only: rows go in and out past Entity Framework, by the hundred thousand.
/// </summary>
/// <remarks>
/// Set and directory are no foreign keys. PostgreSQL would check each with a query per row and take three times as long for the rows; instead
/// a batch is stored in one transaction that holds its set, and its directories, against removal.
/// The one secondary index serves the lookup of a path and the listing of a directory, and forbids a path twice in a set.
/// </remarks>
internal sealed class FileRow
{
    /// <summary>Made by <see cref="Files.FileId"/>.</summary>
    public long Id { get; set; }

    public int SetNumber { get; set; }

    public long DirectoryId { get; set; }

    public required byte[] Name { get; set; }

    public short Kind { get; set; }

    public short State { get; set; }

    public int Mode { get; set; }

    public long UserId { get; set; }

    public long GroupId { get; set; }

    public long Size { get; set; }

    /// <summary>Nanoseconds since 1970, as are all times of the catalog.</summary>
    public long ModifiedAt { get; set; }

    public long ChangedAt { get; set; }

    /// <summary>The bits of an unsigned number, so it may look negative.</summary>
    public long Inode { get; set; }

    /// <summary>The bits of an unsigned number, so it may look negative.</summary>
    public long Device { get; set; }

    public byte[]? LinkTarget { get; set; }

    public byte[]? Sha256 { get; set; }

    public int Piece { get; set; }

    public long BlockAddress { get; set; }

    public int BlockOffset { get; set; }

    public int FrameSkip { get; set; }

    public int LastPiece { get; set; }

    /// <summary>Packed by <see cref="Files.PackedParts"/>.</summary>
    public byte[]? Parts { get; set; }

    /// <summary>The full path, slashes and all.</summary>
    public byte[]? Counterpart { get; set; }

    public static void Describe(EntityTypeBuilder<FileRow> table)
    {
        table.ToTable("files").HasKey(row => row.Id).HasName("pk_files");
        table.HasIndex(row => new { row.DirectoryId, row.SetNumber, row.Name }).IsUnique().HasDatabaseName("ix_files_directory_id_set_number_name");
        table.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
        table.Property(row => row.SetNumber).HasColumnName("set_number");
        table.Property(row => row.DirectoryId).HasColumnName("directory_id");
        table.Property(row => row.Name).HasColumnName("name");
        table.Property(row => row.Kind).HasColumnName("kind");
        table.Property(row => row.State).HasColumnName("state");
        table.Property(row => row.Mode).HasColumnName("mode");
        table.Property(row => row.UserId).HasColumnName("user_id");
        table.Property(row => row.GroupId).HasColumnName("group_id");
        table.Property(row => row.Size).HasColumnName("size");
        table.Property(row => row.ModifiedAt).HasColumnName("modified_at");
        table.Property(row => row.ChangedAt).HasColumnName("changed_at");
        table.Property(row => row.Inode).HasColumnName("inode");
        table.Property(row => row.Device).HasColumnName("device");
        table.Property(row => row.LinkTarget).HasColumnName("link_target");
        table.Property(row => row.Sha256).HasColumnName("sha256");
        table.Property(row => row.Piece).HasColumnName("piece");
        table.Property(row => row.BlockAddress).HasColumnName("block_address");
        table.Property(row => row.BlockOffset).HasColumnName("block_offset");
        table.Property(row => row.FrameSkip).HasColumnName("frame_skip");
        table.Property(row => row.LastPiece).HasColumnName("last_piece");
        table.Property(row => row.Parts).HasColumnName("parts");
        table.Property(row => row.Counterpart).HasColumnName("counterpart");
    }
}
