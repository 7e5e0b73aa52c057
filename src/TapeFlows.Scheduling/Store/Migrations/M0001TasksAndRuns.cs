using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using TapeFlows.Scheduling.Store.Model;

namespace TapeFlows.Scheduling.Store.Migrations;

/// <summary>
/// The first tables. Written by hand, one for both databases: a column without a type takes the one that the provider has for its CLR type.
/// A test holds the result against the model.
/// </summary>
[DbContext(typeof(TaskContext))]
[Migration("0001_tasks_and_runs")]
internal sealed class M0001TasksAndRuns : Migration
{
    private bool IsPostgreSql => ActiveProvider!.EndsWith("PostgreSQL", StringComparison.Ordinal);

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateTasks(migrationBuilder);
        CreateDependencies(migrationBuilder);
        CreateRuns(migrationBuilder);
    }

    private void CreateTasks(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "tasks",
            table => new
            {
                id = Sorted(table),
                name = Sorted(table),
                description = table.Column<string>(),
                origin = table.Column<short>(),
                one_off = table.Column<bool>(),
                enabled = table.Column<bool>(),
                schedule_type = table.Column<string>(nullable: true),
                schedule_config = table.Column<string>(nullable: true),
                time_zone = table.Column<string>(),
                action_type = table.Column<short>(),
                procedure = table.Column<string>(),
                action_config = table.Column<string>(),
                priority = table.Column<short>(),
                retries = table.Column<string>(),
                monitor_seconds = table.Column<long>(nullable: true),
                timeout_seconds = table.Column<long>(nullable: true),
                on_missed = table.Column<short>(),
                overlap = table.Column<short>(),
                conditions = table.Column<string>(nullable: true),
                version = table.Column<int>(),
                created_at = table.Column<long>(),
                updated_at = table.Column<long>(),
                next_run_at = table.Column<long>(nullable: true),
                last_outcome = table.Column<short>(nullable: true),
                last_index = table.Column<long>(),
                released_at = table.Column<long>(),
                last_run_at = table.Column<long>(nullable: true),
                last_end_at = table.Column<long>(nullable: true),
                last_success_at = table.Column<long>(nullable: true),
                last_failure_at = table.Column<long>(nullable: true),
                total_runs = table.Column<long>(),
                success_runs = table.Column<long>(),
                failure_runs = table.Column<long>(),
                timed_runs = table.Column<long>(),
                timed_milliseconds = table.Column<long>(),
            },
            constraints: table => table.PrimaryKey("pk_tasks", row => row.id));
        migrationBuilder.CreateIndex("ix_tasks_name", "tasks", "name", unique: true);
        migrationBuilder.CreateIndex("ix_tasks_next_run_at", "tasks", "next_run_at");
    }

    private void CreateDependencies(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "task_dependencies",
            table => new { task_id = Sorted(table), depends_on_id = Sorted(table), on_end = table.Column<bool>() },
            constraints: table =>
            {
                table.PrimaryKey("pk_task_dependencies", row => new { row.task_id, row.depends_on_id });
                table.ForeignKey("fk_task_dependencies_tasks", row => row.task_id, "tasks", "id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("fk_task_dependencies_depends_on", row => row.depends_on_id, "tasks", "id", onDelete: ReferentialAction.Restrict);
            });
        migrationBuilder.CreateIndex("ix_task_dependencies_depends_on_id", "task_dependencies", "depends_on_id");
    }

    private void CreateRuns(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "runs",
            table => new
            {
                number = table.Column<long>()
                    .Annotation("Sqlite:Autoincrement", true)
                    .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                execution_id = table.Column<Guid>(),
                task_id = Sorted(table),
                task_name = table.Column<string>(),
                execute_index = table.Column<long>(),
                planned_at = table.Column<long>(),
                started_at = table.Column<long>(nullable: true),
                completed_at = table.Column<long>(nullable: true),
                status = table.Column<short>(),
                trigger = table.Column<short>(),
                attempt = table.Column<int>(),
                priority = table.Column<short>(),
                wait = table.Column<short>(),
                due_at = table.Column<long>(nullable: true),
                wish = table.Column<short>(),
                keeper = table.Column<string>(nullable: true),
                seen_at = table.Column<long>(nullable: true),
                queued = table.Column<int>(),
                interrupted = table.Column<bool>(),
                alerted = table.Column<bool>(),
                message = table.Column<string>(nullable: true),
                result = table.Column<string>(nullable: true),
                node = table.Column<string>(nullable: true),
                instance_id = table.Column<string>(nullable: true),
                procedure = table.Column<string>(nullable: true),
                procedure_version = table.Column<int>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_runs", row => row.number));
        migrationBuilder.CreateIndex("ix_runs_execution_id", "runs", "execution_id", unique: true);
        migrationBuilder.CreateIndex("ix_runs_task_id_planned_at", "runs", ["task_id", "planned_at"], unique: true);
        migrationBuilder.CreateIndex("ix_runs_task_id_number", "runs", ["task_id", "number"]);
        migrationBuilder.CreateIndex("ix_runs_completed_at", "runs", "completed_at");
        migrationBuilder.CreateIndex("ix_runs_status_number", "runs", ["status", "number"]);
    }

    /// <summary>A text column that is compared and sorted by code point.</summary>
    private OperationBuilder<AddColumnOperation> Sorted(ColumnsBuilder table) =>
        table.Column<string>(collation: IsPostgreSql ? TaskContext.PostgreSqlCollation : null);
}
