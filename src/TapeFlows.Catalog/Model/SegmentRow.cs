using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TapeFlows.Backup;
using TapeFlows.Tape.Labels;

namespace TapeFlows.Catalog.Model;

/// <summary>A row of <c>segments</c>: one piece of one set on one volume.</summary>
internal sealed class SegmentRow
{
    public int SetNumber { get; set; }

    public int Piece { get; set; }

    public int Number { get; set; }

    public int Section { get; set; }

    public SegmentKind Kind { get; set; }

    public SegmentState State { get; set; }

    public required string Barcode { get; set; }

    public Guid VolumeId { get; set; }

    public long LabelAddress { get; set; }

    public long FirstBlockAddress { get; set; }

    public int FileSequence { get; set; }

    public int BlockSize { get; set; }

    public required string Compression { get; set; }

    public long Blocks { get; set; }

    public long Bytes { get; set; }

    public byte[]? Sha256 { get; set; }

    public long RestartBytes { get; set; }

    public long ValidBytes { get; set; }

    public long StreamOffset { get; set; }

    public PieceEnding Ending { get; set; }

    public long EndAddress { get; set; }

    public DateTimeOffset? CommittedAt { get; set; }

    public DateTimeOffset? VerifiedAt { get; set; }

    public static SegmentRow From(int setNumber, Segment segment) => new()
    {
        SetNumber = setNumber,
        Piece = segment.Piece,
        Number = segment.Number,
        Section = segment.Section,
        Kind = segment.Kind,
        State = segment.State,
        Barcode = segment.Barcode,
        VolumeId = segment.VolumeId,
        LabelAddress = segment.LabelAddress,
        FirstBlockAddress = segment.FirstBlockAddress,
        FileSequence = segment.FileSequence,
        BlockSize = segment.BlockSize,
        Compression = segment.Compression,
        Blocks = segment.Blocks,
        Bytes = segment.Bytes,
        Sha256 = segment.Sha256,
        RestartBytes = segment.RestartBytes,
        ValidBytes = segment.ValidBytes,
        StreamOffset = segment.StreamOffset,
        Ending = segment.Ending,
        EndAddress = segment.EndAddress,
        CommittedAt = segment.CommittedAt,
        VerifiedAt = segment.VerifiedAt,
    };

    public Segment ToSegment(Guid setId) => new()
    {
        SetId = setId,
        Piece = Piece,
        Number = Number,
        Section = Section,
        Kind = Kind,
        State = State,
        Barcode = Barcode,
        VolumeId = VolumeId,
        LabelAddress = LabelAddress,
        FirstBlockAddress = FirstBlockAddress,
        FileSequence = FileSequence,
        BlockSize = BlockSize,
        Compression = Compression,
        Blocks = Blocks,
        Bytes = Bytes,
        Sha256 = Sha256,
        RestartBytes = RestartBytes,
        ValidBytes = ValidBytes,
        StreamOffset = StreamOffset,
        Ending = Ending,
        EndAddress = EndAddress,
        CommittedAt = CommittedAt,
        VerifiedAt = VerifiedAt,
    };

    public static void Describe(EntityTypeBuilder<SegmentRow> table)
    {
        table.ToTable("segments").HasKey(row => new { row.SetNumber, row.Piece }).HasName("pk_segments");
        table.HasIndex(row => new { row.Barcode, row.FirstBlockAddress }).HasDatabaseName("ix_segments_barcode_first_block_address");
        table.HasOne<SetRow>().WithMany().HasForeignKey(row => row.SetNumber)
            .HasConstraintName("fk_segments_sets").OnDelete(DeleteBehavior.Cascade);
        table.HasOne<VolumeRow>().WithMany().HasForeignKey(row => row.Barcode)
            .HasConstraintName("fk_segments_volumes").OnDelete(DeleteBehavior.Restrict);
        table.Property(row => row.SetNumber).HasColumnName("set_number");
        table.Property(row => row.Piece).HasColumnName("piece");
        table.Property(row => row.Number).HasColumnName("number");
        table.Property(row => row.Section).HasColumnName("section");
        table.Property(row => row.Kind).HasColumnName("kind");
        table.Property(row => row.State).HasColumnName("state");
        table.Property(row => row.Barcode).HasColumnName("barcode");
        table.Property(row => row.VolumeId).HasColumnName("volume_id");
        table.Property(row => row.LabelAddress).HasColumnName("label_address");
        table.Property(row => row.FirstBlockAddress).HasColumnName("first_block_address");
        table.Property(row => row.FileSequence).HasColumnName("file_sequence");
        table.Property(row => row.BlockSize).HasColumnName("block_size");
        table.Property(row => row.Compression).HasColumnName("compression");
        table.Property(row => row.Blocks).HasColumnName("blocks");
        table.Property(row => row.Bytes).HasColumnName("bytes");
        table.Property(row => row.Sha256).HasColumnName("sha256");
        table.Property(row => row.RestartBytes).HasColumnName("restart_bytes");
        table.Property(row => row.ValidBytes).HasColumnName("valid_bytes");
        table.Property(row => row.StreamOffset).HasColumnName("stream_offset");
        table.Property(row => row.Ending).HasColumnName("ending");
        table.Property(row => row.EndAddress).HasColumnName("end_address");
        table.Property(row => row.CommittedAt).HasColumnName("committed_at");
        table.Property(row => row.VerifiedAt).HasColumnName("verified_at");
    }
}
