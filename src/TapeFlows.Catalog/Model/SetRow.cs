using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using TapeFlows.Backup;

namespace TapeFlows.Catalog.Model;

/// <summary>
/// A row of <c>sets</c>. The number is the catalog's own short key, in every file row; the identity is the one in the labels. The base
/// is no foreign key, because a catalog rebuilt from some cartridges may lack it.
/// </summary>
internal sealed class SetRow
{
    public int Number { get; set; }

    public Guid Id { get; set; }

    public BackupType Type { get; set; }

    public SetState State { get; set; }

    public Guid? BaseId { get; set; }

    /// <summary>No foreign key either: a copy outlives what it was copied from.</summary>
    public Guid? CopyOf { get; set; }

    public required string Pool { get; set; }

    /// <summary>One root a line: a root in <see cref="PathText"/> form never holds a line feed.</summary>
    public required string Roots { get; set; }

    /// <summary>SHA-256 over the sorted roots: the history that the set belongs to, short enough for an index.</summary>
    public required byte[] History { get; set; }

    public required string HostName { get; set; }

    public required string Compression { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    public DateTimeOffset? ExpiresAt { get; set; }

    public long Files { get; set; }

    public long Deleted { get; set; }

    public long Bytes { get; set; }

    public long Warnings { get; set; }

    /// <summary>The highest committed piece. A file row is visible when its last piece is not above it.</summary>
    public int Pieces { get; set; }

    public byte[]? ManifestSha256 { get; set; }

    public static byte[] HistoryOf(IEnumerable<string> roots) =>
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', roots.Order(StringComparer.Ordinal))));

    /// <summary>A new row; no piece is committed yet, whatever the record says.</summary>
    public static SetRow From(BackupSet set)
    {
        var row = new SetRow { Id = set.Id, Pool = "", Roots = "", History = [], HostName = "", Compression = "" };
        row.Take(set);
        return row;
    }

    /// <summary>Takes over all but identity and committed pieces: only a commit moves those.</summary>
    public void Take(BackupSet set)
    {
        Type = set.Type;
        State = set.State;
        BaseId = set.BaseId;
        CopyOf = set.CopyOf;
        Pool = set.Pool;
        Roots = string.Join('\n', set.Roots);
        History = HistoryOf(set.Roots);
        HostName = set.HostName;
        Compression = set.Compression;
        StartedAt = set.StartedAt;
        FinishedAt = set.FinishedAt;
        ExpiresAt = set.ExpiresAt;
        Files = set.Files;
        Deleted = set.Deleted;
        Bytes = set.Bytes;
        Warnings = set.Warnings;
        ManifestSha256 = set.ManifestSha256;
    }

    public BackupSet ToSet() => new()
    {
        Id = Id,
        Type = Type,
        State = State,
        BaseId = BaseId,
        CopyOf = CopyOf,
        Pool = Pool,
        Roots = Roots.Length == 0 ? [] : Roots.Split('\n'),
        HostName = HostName,
        Compression = Compression,
        StartedAt = StartedAt,
        FinishedAt = FinishedAt,
        ExpiresAt = ExpiresAt,
        Files = Files,
        Deleted = Deleted,
        Bytes = Bytes,
        Warnings = Warnings,
        Pieces = Pieces,
        ManifestSha256 = ManifestSha256,
    };

    public static void Describe(EntityTypeBuilder<SetRow> table)
    {
        table.ToTable("sets").HasKey(row => row.Number).HasName("pk_sets");
        table.HasIndex(row => row.Id).IsUnique().HasDatabaseName("ix_sets_id");
        table.HasIndex(row => row.StartedAt).HasDatabaseName("ix_sets_started_at");
        table.HasIndex(row => new { row.History, row.StartedAt }).HasDatabaseName("ix_sets_history_started_at");
        table.HasIndex(row => row.CopyOf).HasDatabaseName("ix_sets_copy_of");
        table.Property(row => row.Number).HasColumnName("number").ValueGeneratedOnAdd();
        table.Property(row => row.Id).HasColumnName("id").ValueGeneratedNever();
        table.Property(row => row.Type).HasColumnName("type");
        table.Property(row => row.State).HasColumnName("state");
        table.Property(row => row.BaseId).HasColumnName("base_id");
        table.Property(row => row.CopyOf).HasColumnName("copy_of");
        table.Property(row => row.Pool).HasColumnName("pool");
        table.Property(row => row.Roots).HasColumnName("roots");
        table.Property(row => row.History).HasColumnName("history");
        table.Property(row => row.HostName).HasColumnName("host_name");
        table.Property(row => row.Compression).HasColumnName("compression");
        table.Property(row => row.StartedAt).HasColumnName("started_at");
        table.Property(row => row.FinishedAt).HasColumnName("finished_at");
        table.Property(row => row.ExpiresAt).HasColumnName("expires_at");
        table.Property(row => row.Files).HasColumnName("files");
        table.Property(row => row.Deleted).HasColumnName("deleted");
        table.Property(row => row.Bytes).HasColumnName("bytes");
        table.Property(row => row.Warnings).HasColumnName("warnings");
        table.Property(row => row.Pieces).HasColumnName("pieces");
        table.Property(row => row.ManifestSha256).HasColumnName("manifest_sha256");
    }
}
