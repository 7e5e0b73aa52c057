using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using TapeFlows.Catalog.Model;

namespace TapeFlows.Catalog.Migrations;

/// <summary>
/// The first tables. Written by hand, one for both databases: a column without a type takes the one that the provider has for its CLR type.
/// A test holds the result against the model.
/// </summary>
[DbContext(typeof(CatalogContext))]
[Migration("0001_first_tables")]
internal sealed class M0001FirstTables : Migration
{
    private bool IsPostgreSql => ActiveProvider!.EndsWith("PostgreSQL", StringComparison.Ordinal);

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreatePools(migrationBuilder);
        CreateVolumes(migrationBuilder);
        CreateSets(migrationBuilder);
        CreateSegments(migrationBuilder);
        CreateDirectories(migrationBuilder);
        CreateFiles(migrationBuilder);
        CreateRemovals(migrationBuilder);
    }

    private void CreatePools(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            "pools",
            table => new
            {
                name = Sorted(table),
                description = table.Column<string>(),
                retention_ticks = table.Column<long>(nullable: true),
                append = table.Column<bool>(),
            },
            constraints: table => table.PrimaryKey("pk_pools", row => row.name));

    private void CreateVolumes(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "volumes",
            table => new
            {
                barcode = Sorted(table),
                volume_id = table.Column<Guid>(),
                pool = Sorted(table),
                state = table.Column<int>(),
                medium_type = table.Column<string>(),
                capacity_bytes = table.Column<long>(),
                bytes_written = table.Column<long>(),
                segments = table.Column<int>(),
                append_address = table.Column<long>(),
                labelled_at = table.Column<long>(nullable: true),
                last_written_at = table.Column<long>(nullable: true),
                remark = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_volumes", row => row.barcode));
        migrationBuilder.CreateIndex("ix_volumes_pool_barcode", "volumes", ["pool", "barcode"]);
    }

    private static void CreateSets(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "sets",
            table => new
            {
                number = Generated<int>(table),
                id = table.Column<Guid>(),
                type = table.Column<int>(),
                state = table.Column<int>(),
                base_id = table.Column<Guid>(nullable: true),
                pool = table.Column<string>(),
                roots = table.Column<string>(),
                history = table.Column<byte[]>(),
                host_name = table.Column<string>(),
                compression = table.Column<string>(),
                started_at = table.Column<long>(),
                finished_at = table.Column<long>(nullable: true),
                expires_at = table.Column<long>(nullable: true),
                files = table.Column<long>(),
                deleted = table.Column<long>(),
                bytes = table.Column<long>(),
                warnings = table.Column<long>(),
                pieces = table.Column<int>(),
                manifest_sha256 = table.Column<byte[]>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_sets", row => row.number));
        migrationBuilder.CreateIndex("ix_sets_id", "sets", "id", unique: true);
        migrationBuilder.CreateIndex("ix_sets_started_at", "sets", "started_at");
        migrationBuilder.CreateIndex("ix_sets_history_started_at", "sets", ["history", "started_at"]);
    }

    private void CreateSegments(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "segments",
            table => new
            {
                set_number = table.Column<int>(),
                piece = table.Column<int>(),
                number = table.Column<int>(),
                section = table.Column<int>(),
                kind = table.Column<int>(),
                state = table.Column<int>(),
                barcode = Sorted(table),
                volume_id = table.Column<Guid>(),
                label_address = table.Column<long>(),
                first_block_address = table.Column<long>(),
                file_sequence = table.Column<int>(),
                block_size = table.Column<int>(),
                compression = table.Column<string>(),
                blocks = table.Column<long>(),
                bytes = table.Column<long>(),
                sha256 = table.Column<byte[]>(nullable: true),
                restart_bytes = table.Column<long>(),
                valid_bytes = table.Column<long>(),
                stream_offset = table.Column<long>(),
                ending = table.Column<int>(),
                end_address = table.Column<long>(),
                committed_at = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_segments", row => new { row.set_number, row.piece });
                table.ForeignKey("fk_segments_sets", row => row.set_number, "sets", "number", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("fk_segments_volumes", row => row.barcode, "volumes", "barcode", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_segments_barcode_first_block_address", "segments", ["barcode", "first_block_address"]);
    }

    private static void CreateDirectories(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "directories",
            table => new { id = Generated<long>(table), path = table.Column<byte[]>() },
            constraints: table => table.PrimaryKey("pk_directories", row => row.id));
        migrationBuilder.CreateIndex("ix_directories_path", "directories", "path", unique: true);
    }

    private static void CreateFiles(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "files",
            table => new
            {
                id = table.Column<long>(),
                set_number = table.Column<int>(),
                directory_id = table.Column<long>(),
                name = table.Column<byte[]>(),
                kind = table.Column<short>(),
                state = table.Column<short>(),
                mode = table.Column<int>(),
                user_id = table.Column<long>(),
                group_id = table.Column<long>(),
                size = table.Column<long>(),
                modified_at = table.Column<long>(),
                changed_at = table.Column<long>(),
                inode = table.Column<long>(),
                device = table.Column<long>(),
                link_target = table.Column<byte[]>(nullable: true),
                sha256 = table.Column<byte[]>(nullable: true),
                piece = table.Column<int>(),
                block_address = table.Column<long>(),
                block_offset = table.Column<int>(),
                frame_skip = table.Column<int>(),
                last_piece = table.Column<int>(),
                parts = table.Column<byte[]>(nullable: true),
                counterpart = table.Column<byte[]>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_files", row => row.id));
        migrationBuilder.CreateIndex(
            "ix_files_directory_id_set_number_name", "files", ["directory_id", "set_number", "name"], unique: true);
    }

    private static void CreateRemovals(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            "removals",
            table => new { set_number = table.Column<int>() },
            constraints: table => table.PrimaryKey("pk_removals", row => row.set_number));

    /// <summary>A text column that is compared and sorted by code point.</summary>
    private OperationBuilder<AddColumnOperation> Sorted(ColumnsBuilder table) =>
        table.Column<string>(collation: IsPostgreSql ? CatalogContext.PostgreSqlCollation : null);

    /// <summary>A key that the database counts up; each provider looks at its own annotation only.</summary>
    private static OperationBuilder<AddColumnOperation> Generated<T>(ColumnsBuilder table) =>
        table.Column<T>()
            .Annotation("Sqlite:Autoincrement", true)
            .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn);
}
