using Elsa.Persistence.EFCore.Modules.Management;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Elsa.Persistence.EFCore.Migrations;

/// <summary>Definitions and instances.</summary>
[DbContext(typeof(ManagementElsaDbContext))]
[Migration("0001_Management_Tables")]
internal sealed class M0001Management : ElsaMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (IsPostgreSql)
            migrationBuilder.EnsureSchema(Schema!);
        CreateDefinitions(migrationBuilder);
        CreateInstances(migrationBuilder);
        CreateInstanceStates(migrationBuilder);
    }

    private void CreateDefinitions(MigrationBuilder migrationBuilder)
    {
        const string Table = "WorkflowDefinitions";
        migrationBuilder.CreateTable(
            Table,
            table => new
            {
                Id = table.Column<string>(),
                DefinitionId = table.Column<string>(),
                Name = table.Column<string>(nullable: true),
                Description = table.Column<string>(nullable: true),
                ToolVersion = table.Column<string>(nullable: true),
                ProviderName = table.Column<string>(nullable: true),
                MaterializerName = table.Column<string>(),
                MaterializerContext = table.Column<string>(nullable: true),
                StringData = table.Column<string>(nullable: true),
                OriginalSource = table.Column<string>(nullable: true),
                BinaryData = table.Column<byte[]>(nullable: true),
                IsReadonly = table.Column<bool>(),
                IsSystem = table.Column<bool>(),
                Data = table.Column<string>(Json, nullable: true),
                UsableAsActivity = table.Column<bool>(nullable: true),
                Revision = table.Column<long>(),
                CreatedAt = table.Column<long>(),
                Version = table.Column<int>(),
                IsLatest = table.Column<bool>(),
                IsPublished = table.Column<bool>(),
                TenantId = table.Column<string>(nullable: true),
            },
            Schema,
            table => table.PrimaryKey("PK_WorkflowDefinitions", row => row.Id));
        migrationBuilder.CreateIndex("IX_WorkflowDefinitions_DefinitionId_Version", Table, ["DefinitionId", "Version"], Schema, unique: true);
        migrationBuilder.CreateIndex("IX_WorkflowDefinitions_Latest", Table, "DefinitionId", Schema, unique: true, filter: "\"IsLatest\"");
        migrationBuilder.CreateIndex("IX_WorkflowDefinitions_Published", Table, "DefinitionId", Schema, unique: true, filter: "\"IsPublished\"");
        migrationBuilder.CreateIndex("IX_WorkflowDefinitions_Name", Table, "Name", Schema);
    }

    private void CreateInstances(MigrationBuilder migrationBuilder)
    {
        const string Table = "WorkflowInstances";
        migrationBuilder.CreateTable(
            Table,
            table => new
            {
                Id = table.Column<string>(),
                DefinitionId = table.Column<string>(),
                DefinitionVersionId = table.Column<string>(),
                Version = table.Column<int>(),
                ParentWorkflowInstanceId = table.Column<string>(nullable: true),
                Status = table.Column<string>(),
                SubStatus = table.Column<string>(),
                IsExecuting = table.Column<bool>(),
                CorrelationId = table.Column<string>(nullable: true),
                Name = table.Column<string>(nullable: true),
                IncidentCount = table.Column<int>(),
                IsSystem = table.Column<bool>(),
                CreatedAt = table.Column<long>(),
                UpdatedAt = table.Column<long>(),
                FinishedAt = table.Column<long>(nullable: true),
                TenantId = table.Column<string>(nullable: true),
            },
            Schema,
            table => table.PrimaryKey("PK_WorkflowInstances", row => row.Id));
        Index(migrationBuilder, Table, "CreatedAt");
        Index(migrationBuilder, Table, "UpdatedAt");
        Index(migrationBuilder, Table, "FinishedAt");
        Index(migrationBuilder, Table, "Name");
        Index(migrationBuilder, Table, "DefinitionId", "CreatedAt");
        Index(migrationBuilder, Table, "DefinitionVersionId");
        Index(migrationBuilder, Table, "Status", "SubStatus", "CreatedAt");
        Index(migrationBuilder, Table, "CorrelationId");
        Index(migrationBuilder, Table, "ParentWorkflowInstanceId");
    }

    private void CreateInstanceStates(MigrationBuilder migrationBuilder) =>
        migrationBuilder.CreateTable(
            "WorkflowInstanceStates",
            table => new
            {
                InstanceId = table.Column<string>(),
                Version = table.Column<int>(),
                Data = table.Column<string>(Json),
            },
            Schema,
            table => table.PrimaryKey("PK_WorkflowInstanceStates", row => row.InstanceId));
}
