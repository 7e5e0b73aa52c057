using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace TapeFlows.Server.Access.Store;

/// <summary>
/// The first tables. Written by hand, one for both databases: a column without a type takes the one that the provider has for its CLR type.
/// A test holds the result against the model.
/// </summary>
[DbContext(typeof(AccessContext))]
[Migration("0001_access")]
internal sealed class M0001Access : Migration
{
    private bool IsPostgreSql => ActiveProvider!.EndsWith("PostgreSQL", StringComparison.Ordinal);

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateUsers(migrationBuilder);
        CreateKeys(migrationBuilder);
        CreateAudit(migrationBuilder);
        migrationBuilder.CreateTable(
            "access_protection_keys",
            table => new { name = Sorted(table), xml = table.Column<string>() },
            constraints: table => table.PrimaryKey("pk_access_protection_keys", row => row.name));
    }

    private void CreateUsers(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "access_users",
            table => new
            {
                id = table.Column<Guid>(),
                name = table.Column<string>(),
                name_key = Sorted(table),
                role = table.Column<short>(),
                is_editor = table.Column<bool>(),
                is_enabled = table.Column<bool>(),
                password_hash = table.Column<string>(),
                stamp = table.Column<string>(),
                created_at = table.Column<long>(),
                signed_in_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_access_users", row => row.id));
        migrationBuilder.CreateIndex("ix_access_users_name_key", "access_users", "name_key", unique: true);
    }

    private void CreateKeys(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "access_keys",
            table => new
            {
                id = table.Column<Guid>(),
                name = Sorted(table),
                hash = table.Column<byte[]>(),
                hint = table.Column<string>(),
                role = table.Column<short>(),
                is_editor = table.Column<bool>(),
                created_by = table.Column<string>(),
                created_at = table.Column<long>(),
                expires_at = table.Column<long>(),
                used_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_access_keys", row => row.id));
        migrationBuilder.CreateIndex("ix_access_keys_hash", "access_keys", "hash", unique: true);
        migrationBuilder.CreateIndex("ix_access_keys_name", "access_keys", "name", unique: true);
    }

    private void CreateAudit(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "access_audit",
            table => new
            {
                number = table.Column<long>()
                    .Annotation("Sqlite:Autoincrement", true)
                    .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                at = table.Column<long>(),
                who = Sorted(table),
                address = table.Column<string>(nullable: true),
                action = Sorted(table),
                target = Sorted(table),
                before = table.Column<string>(nullable: true),
                after = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_access_audit", row => row.number));
        migrationBuilder.CreateIndex("ix_access_audit_at", "access_audit", "at");
        migrationBuilder.CreateIndex("ix_access_audit_who", "access_audit", ["who", "number"]);
        migrationBuilder.CreateIndex("ix_access_audit_action", "access_audit", ["action", "number"]);
        migrationBuilder.CreateIndex("ix_access_audit_target", "access_audit", ["target", "number"]);
    }

    /// <summary>A text column that is compared and sorted by code point.</summary>
    private OperationBuilder<AddColumnOperation> Sorted(ColumnsBuilder table) =>
        table.Column<string>(collation: IsPostgreSql ? AccessContext.PostgreSqlCollation : null);
}
