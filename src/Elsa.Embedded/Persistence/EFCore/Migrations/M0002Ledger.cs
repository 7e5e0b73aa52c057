using Elsa.Persistence.EFCore.Modules.Runtime;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Elsa.Persistence.EFCore.Migrations;

/// <summary>Nodes, leases, the dispatch queue, claims of activation strategies.</summary>
[DbContext(typeof(RuntimeElsaDbContext))]
[Migration("0002_Runtime_Ledger")]
internal sealed class M0002Ledger : ElsaMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateNodes(migrationBuilder);
        CreateLeases(migrationBuilder);
        CreateDispatches(migrationBuilder);
        CreateActivations(migrationBuilder);
    }

    private void CreateNodes(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "WorkflowNodes",
        table => new
        {
            Id = table.Column<string>(),
            Host = table.Column<string>(),
            ProcessId = table.Column<int>(),
            ProcessStart = table.Column<long>(),
            ExpiresAt = table.Column<long>(),
        },
        Schema,
        table => table.PrimaryKey("PK_WorkflowNodes", row => row.Id));

    private void CreateLeases(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "WorkflowLeases",
            table => new
            {
                InstanceId = table.Column<string>(),
                NodeId = table.Column<string>(),
                Token = table.Column<long>(),
                TakenAt = table.Column<long>(),
                Continuation = table.Column<string>(nullable: true),
                IsCancelRequested = table.Column<bool>(),
            },
            Schema,
            table => table.PrimaryKey("PK_WorkflowLeases", row => row.InstanceId));
        Index(migrationBuilder, "WorkflowLeases", "NodeId");
    }

    private void CreateDispatches(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "WorkflowDispatches",
            table => new
            {
                Id = table.Column<string>(),
                Kind = table.Column<string>(),
                InstanceId = table.Column<string>(nullable: true),
                ParentInstanceId = table.Column<string>(nullable: true),
                Message = table.Column<string>(),
                NodeId = table.Column<string>(nullable: true),
                CreatedAt = table.Column<long>(),
                DueAt = table.Column<long>(),
                Attempts = table.Column<int>(),
                LastError = table.Column<string>(nullable: true),
            },
            Schema,
            table => table.PrimaryKey("PK_WorkflowDispatches", row => row.Id));
        Index(migrationBuilder, "WorkflowDispatches", "NodeId", "DueAt");
        Index(migrationBuilder, "WorkflowDispatches", "InstanceId");
    }

    private void CreateActivations(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "WorkflowActivations",
            table => new
            {
                Key = table.Column<string>(),
                InstanceId = table.Column<string>(),
                NodeId = table.Column<string>(nullable: true),
            },
            Schema,
            table => table.PrimaryKey("PK_WorkflowActivations", row => row.Key));
        Index(migrationBuilder, "WorkflowActivations", "InstanceId");
    }
}
