using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using TapeFlows.Operations.Model;

namespace TapeFlows.Operations.Migrations;

/// <summary>
/// The first tables. Written by hand, one for both databases: a column without a type takes the one that the provider has for its CLR type.
/// A test holds the result against the model.
/// </summary>
[DbContext(typeof(OperationsContext))]
[Migration("0001_operations")]
internal sealed class M0001Operations : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateOperations(migrationBuilder);
        CreateAttempts(migrationBuilder);
        CreateLeases(migrationBuilder);
    }

    private static void CreateOperations(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "operations",
            table => new
            {
                id = table.Column<Guid>(),
                key = table.Column<string>(),
                kind = table.Column<int>(),
                state = table.Column<int>(),
                run = table.Column<string>(),
                waiter = table.Column<string>(nullable: true),
                request = table.Column<string>(),
                checkpoint = table.Column<string>(nullable: true),
                drive = table.Column<string>(nullable: true),
                priority = table.Column<int>(),
                owner = table.Column<string>(nullable: true),
                not_before = table.Column<long>(nullable: true),
                postponed = table.Column<int>(),
                waits_for = table.Column<string>(nullable: true),
                node = table.Column<string>(nullable: true),
                fence = table.Column<long>(),
                wish = table.Column<int>(),
                attempts = table.Column<int>(),
                progress = table.Column<string>(nullable: true),
                outcome = table.Column<string>(nullable: true),
                problem = table.Column<string>(nullable: true),
                result = table.Column<string>(nullable: true),
                created_at = table.Column<long>(),
                started_at = table.Column<long>(nullable: true),
                ended_at = table.Column<long>(nullable: true),
                delivered_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_operations", row => row.id));
        migrationBuilder.CreateIndex("ix_operations_key", "operations", "key", unique: true);
        migrationBuilder.CreateIndex("ix_operations_run", "operations", "run");
        migrationBuilder.CreateIndex("ix_operations_state", "operations", "state");
        migrationBuilder.CreateIndex("ix_operations_created_at", "operations", "created_at");
        migrationBuilder.CreateIndex("ix_operations_undelivered", "operations", "ended_at", filter: "delivered_at IS NULL");
    }

    private static void CreateAttempts(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            "operation_attempts",
            table => new
            {
                operation_id = table.Column<Guid>(),
                number = table.Column<int>(),
                node = table.Column<string>(),
                fence = table.Column<long>(),
                started_at = table.Column<long>(),
                ended_at = table.Column<long>(nullable: true),
                problem = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_operation_attempts", row => new { row.operation_id, row.number });
                table.ForeignKey("fk_operation_attempts_operations", row => row.operation_id, "operations", "id", onDelete: ReferentialAction.Cascade);
            });

    private static void CreateLeases(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            "operation_leases",
            table => new
            {
                resource = table.Column<string>(),
                holder = table.Column<string>(),
                fence = table.Column<long>(),
                expires_at = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_operation_leases", row => row.resource));
}
