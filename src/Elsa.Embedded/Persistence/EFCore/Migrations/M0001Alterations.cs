using Elsa.Persistence.EFCore.Modules.Alterations;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Elsa.Persistence.EFCore.Migrations;

/// <summary>Plans of alterations, and their jobs.</summary>
[DbContext(typeof(AlterationsElsaDbContext))]
[Migration("0001_Alterations_Tables")]
internal sealed class M0001Alterations : ElsaMigration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        if (IsPostgreSql)
            migrationBuilder.EnsureSchema(Schema!);
        CreatePlans(migrationBuilder);
        CreateJobs(migrationBuilder);
    }

    private void CreatePlans(MigrationBuilder migrationBuilder) => migrationBuilder.CreateTable(
        "AlterationPlans",
        table => new
        {
            Id = table.Column<string>(),
            SerializedAlterations = table.Column<string>(Json, nullable: true),
            SerializedWorkflowInstanceFilter = table.Column<string>(Json, nullable: true),
            Status = table.Column<string>(),
            CreatedAt = table.Column<long>(),
            StartedAt = table.Column<long>(nullable: true),
            CompletedAt = table.Column<long>(nullable: true),
            TenantId = table.Column<string>(nullable: true),
        },
        Schema,
        table => table.PrimaryKey("PK_AlterationPlans", row => row.Id));

    private void CreateJobs(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            "AlterationJobs",
            table => new
            {
                Id = table.Column<string>(),
                PlanId = table.Column<string>(),
                WorkflowInstanceId = table.Column<string>(),
                Status = table.Column<string>(),
                SerializedLog = table.Column<string>(Json, nullable: true),
                CreatedAt = table.Column<long>(),
                StartedAt = table.Column<long>(nullable: true),
                CompletedAt = table.Column<long>(nullable: true),
                TenantId = table.Column<string>(nullable: true),
            },
            Schema,
            table => table.PrimaryKey("PK_AlterationJobs", row => row.Id));
        Index(migrationBuilder, "AlterationJobs", "PlanId", "Status");
    }
}
