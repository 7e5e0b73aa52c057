using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TapeFlows.Backup;

namespace TapeFlows.Catalog.Model;

/// <summary>
/// A row of <c>volumes</c>. The pool is no foreign key: it is what the cartridge's label says, and a label may name a pool that this
/// catalog was never told of.
/// </summary>
internal sealed class VolumeRow
{
    public required string Barcode { get; set; }

    public Guid VolumeId { get; set; }

    public required string Pool { get; set; }

    public VolumeState State { get; set; }

    public required string MediumType { get; set; }

    public long CapacityBytes { get; set; }

    public long BytesWritten { get; set; }

    public int Segments { get; set; }

    public long AppendAddress { get; set; }

    public DateTimeOffset? LabelledAt { get; set; }

    public DateTimeOffset? LastWrittenAt { get; set; }

    public string? Remark { get; set; }

    public static VolumeRow From(Volume volume) => new()
    {
        Barcode = volume.Barcode,
        VolumeId = volume.VolumeId,
        Pool = volume.Pool,
        State = volume.State,
        MediumType = volume.MediumType,
        CapacityBytes = volume.CapacityBytes,
        BytesWritten = volume.BytesWritten,
        Segments = volume.Segments,
        AppendAddress = volume.AppendAddress,
        LabelledAt = volume.LabelledAt,
        LastWrittenAt = volume.LastWrittenAt,
        Remark = volume.Remark,
    };

    public Volume ToVolume() => new()
    {
        Barcode = Barcode,
        VolumeId = VolumeId,
        Pool = Pool,
        State = State,
        MediumType = MediumType,
        CapacityBytes = CapacityBytes,
        BytesWritten = BytesWritten,
        Segments = Segments,
        AppendAddress = AppendAddress,
        LabelledAt = LabelledAt,
        LastWrittenAt = LastWrittenAt,
        Remark = Remark,
    };

    public static void Describe(EntityTypeBuilder<VolumeRow> table)
    {
        table.ToTable("volumes").HasKey(row => row.Barcode).HasName("pk_volumes");
        table.HasIndex(row => new { row.Pool, row.Barcode }).HasDatabaseName("ix_volumes_pool_barcode");
        table.Property(row => row.Barcode).HasColumnName("barcode");
        table.Property(row => row.VolumeId).HasColumnName("volume_id");
        table.Property(row => row.Pool).HasColumnName("pool");
        table.Property(row => row.State).HasColumnName("state");
        table.Property(row => row.MediumType).HasColumnName("medium_type");
        table.Property(row => row.CapacityBytes).HasColumnName("capacity_bytes");
        table.Property(row => row.BytesWritten).HasColumnName("bytes_written");
        table.Property(row => row.Segments).HasColumnName("segments");
        table.Property(row => row.AppendAddress).HasColumnName("append_address");
        table.Property(row => row.LabelledAt).HasColumnName("labelled_at");
        table.Property(row => row.LastWrittenAt).HasColumnName("last_written_at");
        table.Property(row => row.Remark).HasColumnName("remark");
    }
}
