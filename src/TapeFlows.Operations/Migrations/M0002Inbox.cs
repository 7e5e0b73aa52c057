using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using TapeFlows.Operations.Model;

namespace TapeFlows.Operations.Migrations;

/// <summary>The operators' inbox, and the notices that go out of it.</summary>
[DbContext(typeof(OperationsContext))]
[Migration("0002_inbox")]
internal sealed class M0002Inbox : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateInbox(migrationBuilder);
        CreateNotices(migrationBuilder);
    }

    private static void CreateInbox(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "inbox",
            table => new
            {
                id = table.Column<Guid>(),
                kind = table.Column<int>(),
                severity = table.Column<int>(),
                subject = table.Column<string>(),
                text = table.Column<string>(),
                key = table.Column<string>(nullable: true),
                run = table.Column<string>(nullable: true),
                operation_id = table.Column<Guid>(nullable: true),
                pool = table.Column<string>(nullable: true),
                barcode = table.Column<string>(nullable: true),
                attachments = table.Column<string>(nullable: true),
                raised_at = table.Column<long>(),
                last_raised_at = table.Column<long>(),
                times = table.Column<int>(),
                escalations = table.Column<int>(),
                escalated_at = table.Column<long>(nullable: true),
                escalates_at = table.Column<long>(nullable: true),
                acknowledged_at = table.Column<long>(nullable: true),
                acknowledged_by = table.Column<string>(nullable: true),
                answered_at = table.Column<long>(nullable: true),
                answered_by = table.Column<string>(nullable: true),
                answer = table.Column<int>(nullable: true),
                remark = table.Column<string>(nullable: true),
                closed_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_inbox", row => row.id));
        migrationBuilder.CreateIndex("ix_inbox_raised_at", "inbox", "raised_at");
        migrationBuilder.CreateIndex("ix_inbox_closed_at", "inbox", "closed_at");
        migrationBuilder.CreateIndex("ix_inbox_operation_id", "inbox", "operation_id");
        migrationBuilder.CreateIndex("ix_inbox_open_key", "inbox", "key", unique: true, filter: "closed_at IS NULL");
        migrationBuilder.CreateIndex("ix_inbox_escalates_at", "inbox", "escalates_at", filter: "escalates_at IS NOT NULL");
    }

    private static void CreateNotices(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "inbox_notices",
            table => new
            {
                id = table.Column<Guid>(),
                entry_id = table.Column<Guid>(),
                channel = table.Column<string>(),
                target = table.Column<string>(),
                round = table.Column<int>(),
                state = table.Column<int>(),
                attempts = table.Column<int>(),
                created_at = table.Column<long>(),
                next_attempt_at = table.Column<long>(),
                sent_at = table.Column<long>(nullable: true),
                problem = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_inbox_notices", row => row.id);
                table.ForeignKey("fk_inbox_notices_inbox", row => row.entry_id, "inbox", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_inbox_notices_entry_id", "inbox_notices", "entry_id");
        migrationBuilder.CreateIndex("ix_inbox_notices_waiting", "inbox_notices", "next_attempt_at", filter: "state = 1");
    }
}
